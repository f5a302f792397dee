internal import BackendKit
internal import CommandKit

/// `image metadef tag delete`
struct DeleteTags: NamedCommand {
    static let name = CommandName("image metadef tag delete", or: "md-tag-delete")

    let tags = Rest("tag", of: String.self, completion: DefinitionWords.tags, help: "The tags")

    var signature: Signature {
        Signature(
            Self.name, "Remove tags of a namespace", DefinitionWords.namespace, tags,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("delete tags"),
            examples: [Example("image metadef tag delete Example::Disks old", "One tag less")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        try await Deeds.each(call[tags], at: call.spans(of: tags), "removed", DefinitionKind.tag.noun, in: context) {
            try await definitions.deleteTag($0, in: namespace)
        }
    }
}
