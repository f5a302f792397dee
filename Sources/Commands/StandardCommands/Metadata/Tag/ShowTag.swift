internal import BackendKit
internal import CommandKit

/// `image metadef tag show`
struct ShowTag: NamedCommand {
    static let name = CommandName("image metadef tag show", or: "md-tag-show")

    let tag = Positional("tag", of: String.self, completion: DefinitionWords.tags, help: "The tag")

    var signature: Signature {
        Signature(
            Self.name, "Show a tag of a namespace", DefinitionWords.namespace, tag,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: TagRecord.fields,
            changes: .nothing,
            examples: [Example("image metadef tag show Example::Disks old", "When it was made")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, tag) = (call[DefinitionWords.namespace], call[tag])
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: self.tag).first) {
            try await definitions.tag(tag, in: namespace)
        }
        try context.console.write(TagRecord.record(of: found), as: call.output)
    }
}
