internal import BackendKit
internal import CommandKit

/// `image metadef tag show`
struct ShowTag: Command {
    let tag = Positional("tag", of: String.self, completion: DefinitionWords.tags, help: "The tag")

    var signature: Signature {
        Signature(
            "image metadef tag show", "Show a tag of a namespace", DefinitionWords.namespace, tag,
            secondNames: ["md-tag-show"],
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
