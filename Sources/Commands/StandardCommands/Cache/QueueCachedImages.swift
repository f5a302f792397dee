internal import BackendKit
internal import CommandKit

/// `cached image queue`
struct QueueCachedImages: NamedCommand {
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
        try await ImageBatch(call[images], with: .caching, in: context).each("queued", in: context) { target in
            try await target.require(.caching).queueForCache(target.id)
        }
    }
}
