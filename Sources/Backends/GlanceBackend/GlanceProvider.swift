public import BackendKit
public import HTTPTransport
internal import OpenStack

extension BackendProvider {
    /// Images in the Glance service of a cloud.
    /// - Parameters:
    ///   - userAgent: what the services' logs call this program.
    ///   - transport: makes what carries the exchanges of one cloud.
    public static func glance(
        userAgent: String = "imgsh",
        transport: @escaping @Sendable (TransportOptions) throws -> any Transport
    ) -> BackendProvider {
        BackendProvider(
            name: "glance",
            summary: "images in the Glance service of an OpenStack cloud",
            forms: ["glance", "glance@CLOUD", "glance@CLOUD:REGION"],
            suggestions: { environment in
                let clouds = try? await CloudResolver(environment).cloudNames()
                return (clouds ?? []).map { BackendAddress(kind: "glance", cloud: $0) }
            }
        ) { address, environment in
            guard address.path == nil else {
                throw ImageError(.usage, "the glance backend has clouds, no paths", hint: "backend use glance@CLOUD")
            }
            let settings = try await CloudResolver.settings(at: address, environment)
            let connection = CloudConnection(
                settings, transport: try transport(settings.transportOptions(userAgent: userAgent)),
                environment: environment)
            return GlanceBackend(
                client: connection.service(.image), info: info(settings, address),
                diagnostics: environment.diagnostics, retry: RetryPolicy(environment), projects: connection,
                close: { await connection.close() })
        }
    }

    private static func info(_ settings: CloudSettings, _ address: BackendAddress) -> BackendInfo {
        // A cloud of the environment alone has no name that could be typed.
        let isNamed = address.cloud != nil || !settings.files.isEmpty
        let shown =
            isNamed ? BackendAddress(kind: "glance", cloud: settings.name, region: address.region) : address
        return BackendInfo(
            kind: "glance", name: shown.description,
            location: settings.login.location ?? settings.name,
            facts: [("cloud", settings.name)] + (settings.region.map { [("region", $0)] } ?? []))
    }
}

extension CloudSettings.Login {
    /// Where the login goes, or the service when there is none.
    fileprivate var location: String? {
        switch self {
        case .password(let url, _, _), .token(let url, _), .applicationCredential(let url, _),
            .adminToken(_, let url):
            url.description
        case .none(let url): url?.description
        }
    }
}
