public import BackendKit
internal import HTTPTransport

/// What is needed to call a service without a ``ServiceClient``.
public struct ServiceAccess: Sendable, Equatable {
    public var place: ServicePlace
    /// The cloud's name in `clouds.yaml`.
    public var cloud: String?
    /// `nil` where none is asked for.
    public var token: Secret?
    /// A file with certificates to trust beside the system's.
    public var caFile: String?
    /// A directory of such files, named by the hashes of their subjects as OpenSSL looks for them.
    public var caDirectory: String?
    /// Whether certificates are checked.
    public var verifiesTLS: Bool

    public init(
        place: ServicePlace, cloud: String? = nil, token: Secret? = nil, caFile: String? = nil,
        caDirectory: String? = nil, verifiesTLS: Bool = true
    ) {
        self.place = place
        self.cloud = cloud
        self.token = token
        self.caFile = caFile
        self.caDirectory = caDirectory
        self.verifiesTLS = verifiesTLS
    }

    /// Seconds a token that is lent shall live: the program that gets it cannot have another one.
    public static let lentLife = 600

    /// What of it a backend lends.
    public func lent(_ extent: AccessExtent) -> LentAccess {
        var lent = LentAccess()
        lent.endpoint = place.endpoint.description
        lent.cloud = cloud
        lent.region = place.region
        lent.projectID = place.projectID
        lent.projectName = place.projectName
        lent.userName = place.userName
        lent.caFile = caFile
        lent.caDirectory = caDirectory
        lent.verifiesTLS = verifiesTLS
        if extent == .token { lent.token = token.map { LentToken($0.reveal(), life: place.tokenLife) } }
        return lent
    }
}
