public import BackendKit
public import HTTPTransport
public import OpenStack

extension BackendProvider {
    /// Images in the Glance service of a cloud, by connections of its own.
    /// - Parameter transport: makes what carries the exchanges of one cloud.
    public static func glance(
        transport: @escaping @Sendable (TransportOptions) throws -> any Transport
    ) -> BackendProvider {
        glance(CloudConnections(transport: transport))
    }

    /// Images in the Glance service of a cloud.
    /// - Parameter clouds: whose logins are shared with other backends.
    public static func glance(_ clouds: CloudConnections) -> BackendProvider {
        BackendProvider(
            name: "glance",
            summary: "images in the Glance service of an OpenStack cloud",
            forms: ["glance", "glance@CLOUD", "glance@CLOUD:REGION"], isOfClouds: true,
            suggestions: { await clouds.addresses(of: "glance", in: $0) },
            meant: { CloudResolver.address(of: "glance", meantBy: $0) }
        ) { address, environment in
            guard address.path == nil else {
                throw ImageError(.usage, "the glance backend has clouds, no paths", hint: "backend use glance@CLOUD")
            }
            let cloud = try await clouds.open(address, in: environment)
            return GlanceBackend(
                client: cloud.service(.image), info: cloud.info(of: address), diagnostics: environment.diagnostics,
                retry: RetryPolicy(environment), projects: cloud.connection, blockStorage: cloud.service(.volume),
                close: { await cloud.close() })
        }
    }
}
