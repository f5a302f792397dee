internal import BackendKit
internal import CommandKit

/// `cached image queue`
struct QueueCachedImages: NamedCommand, EachImageCommand {
    static let name = CommandName("cached image queue", or: "cache-queue")

    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")

    var signature: Signature {
        Signature(
            Self.name, "Ask a service to cache images before somebody needs them", images,
            capabilities: [AnyCapability(.caching)],
            changes: .always("queue images for the cache"),
            examples: [Example("cached image queue cirros debian", "Two images that many servers will start from")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await CacheDeeds.each(call[images], "queued", in: context) { try await $1.queueForCache($0) }
    }
}
