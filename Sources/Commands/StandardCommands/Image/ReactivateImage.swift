internal import BackendKit
internal import CommandKit

/// `image reactivate`
struct ReactivateImage: NamedCommand {
    static let name = CommandName("image reactivate", or: "image-reactivate")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            Self.name, "Give an image's data back to use", image,
            discussion: ["The same as 'image set --activate'."],
            capabilities: [AnyCapability(.activating)],
            changes: .always("reactivate an image"),
            examples: [Example("image reactivate cirros", "It can be used again")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, activating) = try await context.locate(call[image], with: .activating)
        try await activating.reactivateImage(target.id)
    }
}
