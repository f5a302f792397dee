internal import BackendKit
internal import CommandKit

/// `image metadef tag set`
struct SetTag: NamedCommand {
    static let name = CommandName("image metadef tag set", or: "md-tag-update")

    let tag = Positional("tag", of: String.self, completion: DefinitionWords.tags, help: "The tag")
    let name = Option<String>("--name", value: "name", isNeeded: true, help: "Its new name")

    var signature: Signature {
        Signature(
            Self.name, "Rename a tag of a namespace", DefinitionWords.namespace, tag, name,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: TagRecord.fields,
            changes: .always("change a tag"),
            examples: [Example("image metadef tag set Example::Disks old --name worn", "Another name")])
    }

    func check(_ call: Call) throws(UsageError) { _ = try newName(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let newName = try newName(call)
        let (namespace, tag) = (call[DefinitionWords.namespace], call[tag])
        let definitions = try await context.require(.metadata)
        let changed = try await context.located(at: call.spans(of: self.tag).first) {
            try await definitions.renameTag(tag, to: newName, in: namespace)
        }
        try context.console.write(TagRecord.record(of: changed), as: call.output)
    }

    private func newName(_ call: Call) throws(UsageError) -> String {
        guard let newName = call[name], !newName.isEmpty else {
            throw UsageError(
                "'image metadef tag set' needs --name", hint: "image metadef tag set NAMESPACE TAG --name NEW")
        }
        return newName
    }
}
