public import BackendKit
public import HTTPTransport
public import OpenStack

extension BackendProvider {
    /// Images as the Nova service of a cloud shows them, by connections of its own.
    /// - Parameter transport: makes what carries the exchanges of one cloud.
    public static func nova(
        transport: @escaping @Sendable (TransportOptions) throws -> any Transport
    ) -> BackendProvider {
        nova(CloudConnections(transport: transport))
    }

    /// Images as the Nova service of a cloud shows them.
    /// - Parameter clouds: whose logins are shared with other backends.
    public static func nova(_ clouds: CloudConnections) -> BackendProvider {
        BackendProvider(
            name: "nova",
            summary: "images as the Nova service of an OpenStack cloud shows them, and images of servers",
            forms: ["nova", "nova@CLOUD", "nova@CLOUD:REGION"], isOfClouds: true,
            suggestions: { await clouds.addresses(of: "nova", in: $0) }
        ) { address, environment in
            guard address.path == nil else {
                throw ImageError(.usage, "the nova backend has clouds, no paths", hint: "backend use nova@CLOUD")
            }
            let cloud = try await clouds.open(address, in: environment)
            return NovaBackend(
                client: cloud.service(.compute), info: cloud.info(of: address),
                microversion: cloud.settings.services[.compute]?.microversion, diagnostics: environment.diagnostics,
                retry: RetryPolicy(environment), close: { await cloud.close() })
        }
    }
}
