internal import BackendKit
internal import CommandKit

/// `image tag add`
struct AddTags: Command {
    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let tags = Rest("tag", of: String.self, completion: .tags, help: "The tags")

    var signature: Signature {
        Signature(
            "image tag add", "Add tags to an image", image, tags,
            secondNames: ["image-tag-update"],
            discussion: ["All of them are added, or none. A tag that is there already stays."],
            capabilities: [AnyCapability(.editing)],
            changes: .always("change an image"),
            examples: [Example("image tag add cirros test small", "Two tags")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, editing) = try await context.locate(call[image], with: .editing)
        var changes = ImageChanges()
        changes.addedTags = call[tags]
        _ = try await editing.updateImage(target.id, changes)
    }
}
