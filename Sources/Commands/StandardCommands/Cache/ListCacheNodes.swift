internal import BackendKit
internal import CommandKit

/// `cached image nodes`
struct ListCacheNodes: NamedCommand {
    static let name = CommandName("cached image nodes", or: "cache-nodes-list")

    private static let columns = ["Node Reference URL"]

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            Self.name, "List the nodes of a service that have an image in their cache", image,
            capabilities: [AnyCapability(.caching)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("cached image nodes cirros", "Where 'cirros' is cached")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, cache) = try await context.locate(call[image], with: .caching)
        var listing = try context.console.listing(Self.columns, as: call.output)
        for node in try await cache.cacheNodes(of: target.id) { try listing.add([.text(node)]) }
        try listing.finish()
    }
}
