public import BackendKit
internal import HTTPTransport

/// One backend's share in a cloud of ``CloudConnections``.
public struct CloudUse: Sendable {
    /// Choose the endpoints of this backend.
    public let settings: CloudSettings
    /// Shared with others that log in the same way.
    public let connection: CloudConnection
    private let number: Int
    private let clouds: CloudConnections

    init(_ settings: CloudSettings, _ connection: CloudConnection, number: Int, of clouds: CloudConnections) {
        self.settings = settings
        self.connection = connection
        self.number = number
        self.clouds = clouds
    }

    /// A client for one of the cloud's services, in the region of these settings.
    public func service(_ kind: ServiceKind) -> any ServiceClient { connection.service(kind, by: settings) }

    /// Gives the share back; others go on. May be called again.
    public func close() async { await clouds.leave(number) }

    /// What is known of a backend before a login.
    /// - Parameter address: what it was opened by.
    public func info(of address: BackendAddress) -> BackendInfo {
        // A cloud of the environment alone has no name that could be typed.
        let isNamed = address.cloud != nil || !settings.files.isEmpty
        let shown =
            isNamed ? BackendAddress(kind: address.kind, cloud: settings.name, region: address.region) : address
        return BackendInfo(
            kind: address.kind, name: shown.description,
            location: settings.login.location ?? settings.services[.image]?.endpoint?.description ?? settings.name,
            facts: [("cloud", settings.name)] + (settings.region.map { [("region", $0)] } ?? []),
            identity: identity(address.kind))
    }

    /// A token that was handed over says not whose it is.
    private func identity(_ kind: String) -> String? {
        switch settings.login {
        case .token, .adminToken: nil
        case .password, .applicationCredential, .none:
            [
                kind, settings.identity, settings.login.location ?? "", settings.region ?? "",
                settings.interfaces.map(\.rawValue).joined(separator: ","),
                ServiceKind.allCases.compactMap { settings.services[$0]?.endpoint?.description }.joined(separator: " "),
            ].joined(separator: "\n")
        }
    }
}

extension CloudSettings.Login {
    /// Where the login goes, or the service when there is none.
    fileprivate var location: String? {
        switch self {
        case .password(let url, _, _), .token(let url, _), .applicationCredential(let url, _): url.description
        case .adminToken(_, let url), .none(let url): url?.description
        }
    }
}
