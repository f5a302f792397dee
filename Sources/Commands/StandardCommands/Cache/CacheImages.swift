internal import BackendKit
internal import CommandKit

/// `cached image queue`
struct QueueCachedImages: Command {
    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")

    var signature: Signature {
        Signature(
            "cached image queue", "Ask a service to cache images before somebody needs them", images,
            secondNames: ["cache-queue"],
            capabilities: [AnyCapability(.caching)],
            examples: [Example("cached image queue cirros debian", "Two images that many servers will start from")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await ImageBatch(call[images], with: .caching, in: context).each("queued", in: context) { target in
            try await target.require(.caching).queueForCache(target.id)
        }
    }
}

/// `cached image delete`
struct DeleteCachedImages: Command {
    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")

    var signature: Signature {
        Signature(
            "cached image delete", "Take images out of a service's cache and its queue", images,
            secondNames: ["cache-delete"],
            discussion: ["The images themselves stay."],
            capabilities: [AnyCapability(.caching)],
            examples: [Example("cached image delete cirros", "Make room in the cache")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await ImageBatch(call[images], with: .caching, in: context).each("taken out", in: context) { target in
            try await target.require(.caching).removeFromCache(target.id)
        }
    }
}

/// `cached image nodes`
struct ListCacheNodes: Command {
    private static let columns = ["Node Reference URL"]

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            "cached image nodes", "List the nodes of a service that have an image in their cache", image,
            secondNames: ["cache-nodes-list"],
            capabilities: [AnyCapability(.caching)],
            output: .listing,
            columns: Self.columns,
            examples: [Example("cached image nodes cirros", "Where 'cirros' is cached")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, cache) = try await context.locate(call[image], with: .caching)
        var listing = try context.console.listing(Self.columns, as: call.output)
        for node in try await cache.cacheNodes(of: target.id) { try listing.add([.text(node)]) }
        try listing.finish()
    }
}
