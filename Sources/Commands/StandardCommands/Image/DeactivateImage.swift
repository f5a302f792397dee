internal import BackendKit
internal import CommandKit

/// `image deactivate`
struct DeactivateImage: NamedCommand {
    static let name = CommandName("image deactivate", or: "image-deactivate")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")

    var signature: Signature {
        Signature(
            Self.name, "Withdraw an image's data from use", image,
            discussion: ["The same as 'image set --deactivate'. Servers that were made from the image run on."],
            capabilities: [AnyCapability(.activating)],
            changes: .always("deactivate an image"),
            examples: [Example("image deactivate cirros", "Nobody can start a server from it any more")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, activating) = try await context.locate(call[image], with: .activating)
        try await activating.deactivateImage(target.id)
    }
}
