internal import BackendKit
internal import CommandKit

/// `image tag remove`
struct RemoveTags: NamedCommand, RehearsingCommand {
    static let name = CommandName("image tag remove", or: "image-tag-delete")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let tags = Rest("tag", of: String.self, completion: .ownTags, help: "The tags")

    var signature: Signature {
        Signature(
            Self.name, "Remove tags from an image", image, tags,
            discussion: ["One that is not there is an error; the others are removed all the same."],
            capabilities: [AnyCapability(.editing)],
            changes: .always("change an image"),
            examples: [Example("image tag remove cirros test", "One tag")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, editing) = try await context.locate(call[image], with: .editing)
        try await removal(call).run(on: target, by: editing, in: context)
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        try removal(call).rehearse(on: try await context.locate(call[image], with: .editing).0, in: context)
    }

    private func removal(_ call: Call) -> Removal { Removal(tags: Named.words(call[tags], at: call.spans(of: tags))) }
}
