internal import BackendKit
internal import CommandKit

/// `cached image delete`
struct DeleteCachedImages: NamedCommand, EachImageCommand {
    static let name = CommandName("cached image delete", or: "cache-delete")

    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")

    var signature: Signature {
        Signature(
            Self.name, "Take images out of a service's cache and its queue", images,
            discussion: ["The images themselves stay."],
            capabilities: [AnyCapability(.caching)],
            changes: .always("take images out of the cache"),
            examples: [Example("cached image delete cirros", "Make room in the cache")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await CacheDeeds.each(call[images], "taken out", in: context) { try await $1.removeFromCache($0) }
    }
}
