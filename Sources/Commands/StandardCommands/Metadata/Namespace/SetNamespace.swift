internal import BackendKit
internal import CommandKit

/// `image metadef namespace set`
struct SetNamespace: NamedCommand {
    static let name = CommandName("image metadef namespace set")

    let fields = NamespaceFields()
    let tags = RepeatedOption<String>("--tag", value: "tag", help: "Add this tag; may be repeated")

    var signature: Signature {
        Signature(
            Self.name, "Change what a namespace says of itself, or add tags to it",
            DefinitionWords.namespace, fields.displayName, fields.about, fields.visibility, fields.protection, tags,
            discussion: ["What is not named stays as it is."],
            capabilities: [AnyCapability(.metadata)],
            changes: .always("change a namespace"),
            examples: [
                Example("image metadef namespace set Example::Disks --description 'Our disks'", "What it is for"),
                Example("image metadef namespace set Example::Disks --tag fast --tag slow", "Two more tags"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (name, span) = (call[DefinitionWords.namespace], call.spans(of: DefinitionWords.namespace).first)
        let definitions = try await context.require(.metadata)
        try await context.located(at: span) {
            let found = try await definitions.namespace(name, for: nil)
            var changed = found
            fields.apply(call, to: &changed)
            if changed != found { _ = try await definitions.replaceNamespace(name, with: changed) }
        }
        try await Deeds.each(call[tags], at: call.spans(of: tags), "added", DefinitionKind.tag.noun, in: context) {
            _ = try await definitions.createTag($0, in: name)
        }
    }
}
