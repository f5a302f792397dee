/// Telling what a service takes and how much of it is left.
public protocol ServiceDescribing: Sendable {
    /// The formats this service takes, in its order.
    func formats() async throws -> (disk: [DiskFormat], container: [ContainerFormat])
    /// The JSON schema with this name, such as `image` or `metadefs/namespace`, as the service wrote it.
    /// - Throws: ``ImageError`` with code `.notFound`.
    func schema(_ name: String) async throws -> [UInt8]
    /// What the service tells of itself below `info`, such as `import`, `stores` and `stores/detail`, as it wrote it.
    /// - Throws: ``ImageError``: `.unsupported` where it tells nothing by that name; `.forbidden`.
    func information(_ name: String) async throws -> [UInt8]
    /// The caller's quotas; empty when the service has none.
    func usage() async throws -> [QuotaUsage]
}

extension Capability<any ServiceDescribing> {
    public static var describing: Self { Self("describe", "tell its formats, quotas and schemas") }
}

/// One quota.
public struct QuotaUsage: Sendable, Equatable {
    /// `image_size_total`, `image_stage_total` (MiB), `image_count_total`, `image_count_uploading`.
    public var name: String
    /// −1 is no limit.
    public var limit: Int64
    /// How much of it is taken, in the unit of the limit.
    public var usage: Int64

    public init(name: String, limit: Int64, usage: Int64) {
        self.name = name
        self.limit = limit
        self.usage = usage
    }
}
