internal import BackendKit
internal import CommandKit

/// `image tag add`
struct AddTags: NamedCommand {
    static let name = CommandName("image tag add", or: "image-tag-update")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let tags = Rest("tag", of: String.self, completion: .tags, help: "The tags")

    var signature: Signature {
        Signature(
            Self.name, "Add tags to an image", image, tags,
            discussion: ["All of them are added, or none. A tag that is there already stays."],
            capabilities: [AnyCapability(.editing)],
            changes: .always("change an image"),
            examples: [Example("image tag add cirros test small", "Two tags")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, editing) = try await context.locate(call[image], with: .editing)
        var changes = ImageChanges()
        changes.addedTags = call[tags]
        let after = try await editing.updateImage(target.id, changes)
        // The glance client shows what has become of them.
        guard context.console.surroundings.tableLook == .glance else { return }
        var listing = try context.console.listing(["ID", "Tags"], as: call.output)
        // As Python writes a list.
        let tags = OutputValue.list(after.tags.map { .text($0) }).plainText
        try listing.add([.text(after.id.rawValue), .text(tags)])
        try listing.finish()
    }
}
