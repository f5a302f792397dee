public import BackendKit
internal import HTTPTransport

/// What is known of a service at this moment.
public struct ServiceStatus: Sendable, Equatable {
    /// Whether the last call, to the service or for a login, reached nobody.
    public var isOffline: Bool
    /// Where calls go and in whose name; `nil` before a login.
    public var place: ServicePlace?

    public init(isOffline: Bool = false, place: ServicePlace? = nil) {
        self.isOffline = isOffline
        self.place = place
    }
}

extension ServiceStatus {
    /// The state of a backend on this service.
    /// - Parameter info: what the backend says of itself; what the login told is added where it is missing.
    public func state(of info: BackendInfo) -> BackendState {
        var info = info
        if let place { info.add(place) }
        let contact: BackendState.Contact = isOffline ? .offline : place == nil ? .notLoggedIn : .open
        return BackendState(contact, info: info, tokenLife: place?.tokenLife)
    }
}

extension BackendInfo {
    /// Adds what a login told: where the service is, the region, the project and the user.
    public mutating func add(_ place: ServicePlace) {
        if !points(to: place.endpoint.description) { locationBeforeLogin = location }
        location = place.endpoint.description
        let known = [
            ("region", place.region), ("project", place.projectName ?? place.projectID), ("user", place.userName),
        ]
        for (name, value) in known {
            guard let value, fact(name) == nil else { continue }
            facts.append((name, value))
        }
    }
}

extension CloudConnection {
    /// What is known of a service, at the endpoint these settings choose. Sends nothing.
    func status(of kind: ServiceKind, by settings: CloudSettings) -> ServiceStatus {
        let found = found[settings.choice(of: kind)]
        let origins = [found?.endpoint.origin, settings.login.authURL?.origin].compactMap { $0 }
        let isOffline = origins.contains { exchange.reachability.isLost($0) }
        return ServiceStatus(isOffline: isOffline, place: found.flatMap { place(at: $0.endpoint, in: $0.region) })
    }

    /// In whose name calls go to an endpoint.
    /// - Returns: `nil` without a login.
    private func place(at endpoint: HTTPURL, in region: String?) -> ServicePlace? {
        guard let token else { return nil }
        return ServicePlace(
            endpoint: endpoint, region: region, projectID: token.projectID, projectName: token.projectName,
            userName: token.userName, roles: token.roles,
            tokenLife: token.left(at: exchange.pace.now()).map { Int(max(0, $0)) })
    }
}
