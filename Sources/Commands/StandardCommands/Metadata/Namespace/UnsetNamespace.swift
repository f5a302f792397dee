internal import BackendKit
internal import CommandKit

/// `image metadef namespace unset`
struct UnsetNamespace: NamedCommand {
    static let name = CommandName("image metadef namespace unset")

    let tags = RepeatedOption<String>(
        "--tag", value: "tag", completion: DefinitionWords.tags, help: "Remove this tag; may be repeated")
    let allTags = Flag("--all-tags", help: "Remove all its tags")

    var signature: Signature {
        Signature(
            Self.name, "Remove tags of a namespace", DefinitionWords.namespace, tags, allTags,
            capabilities: [AnyCapability(.metadata)],
            changes: .always("change a namespace"),
            examples: [
                Example("image metadef namespace unset Example::Disks --tag fast", "One tag less"),
                Example("image metadef namespace unset Example::Disks --all-tags", "No tags any more"),
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        switch (call.has(tags), call[allTags]) {
        case (true, true):
            throw UsageError("--all-tags cannot stand beside --tag", at: call.spans(of: allTags).first)
        case (false, false):
            throw UsageError(
                "'image metadef namespace unset' needs --tag or --all-tags",
                hint: "image metadef tag list \(Quoting.word(call[DefinitionWords.namespace]))")
        case (false, true), (true, false): break
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let name = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        if call[allTags] {
            try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
                try await definitions.deleteAllTags(in: name)
            }
        } else {
            try await Deeds.each(
                call[tags], at: call.spans(of: tags), "removed", DefinitionKind.tag.noun, in: context
            ) {
                try await definitions.deleteTag($0, in: name)
            }
        }
    }
}
