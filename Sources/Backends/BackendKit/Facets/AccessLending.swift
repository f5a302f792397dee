/// Lending a place, and the right to use it, to another program for one call.
public protocol AccessLending: Sendable {
    /// - Parameter extent: how much the program asked for. Where the place is known only after a login, it logs in.
    /// - Throws: ``ImageError``.
    func lendAccess(_ extent: AccessExtent) async throws -> LentAccess
}

/// How much is lent.
public enum AccessExtent: Sendable, Equatable {
    /// Where the images are.
    case place
    /// That, and a token where the place wants one.
    case token
}

/// Where the images of a backend are, for whoever goes there without the backend.
public struct LentAccess: Sendable, Equatable {
    /// The versioned root of the service.
    public var endpoint: String?
    /// The directory of the store.
    public var directory: String?
    /// The cloud's name in `clouds.yaml`.
    public var cloud: String?
    public var region: String?
    public var projectID: String?
    public var projectName: String?
    public var userName: String?
    /// A file with certificates to trust beside the system's.
    public var caFile: String?
    /// A directory of such files, named by the hashes of their subjects as OpenSSL looks for them.
    public var caDirectory: String?
    /// Whether certificates are checked.
    public var verifiesTLS = true
    public var token: LentToken?

    public init() {}
}

/// A token that is on its way to another program: never printed, never mirrored.
public struct LentToken: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    private let text: String
    /// Seconds it still lives, when that is known.
    public let life: Int?

    public init(_ text: String, life: Int? = nil) {
        self.text = text
        self.life = life
    }

    /// The token itself, for the one place that hands it over.
    public func reveal() -> String { text }

    public var description: String { "***" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Capability<any AccessLending> {
    public static var lending: Self { Self("lend", "lend its place and a token to a plugin") }
}
