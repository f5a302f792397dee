internal import BackendKit
internal import CommandKit

/// `md-tag-create`
struct GlanceCreateTag: NamedCommand {
    static let name = CommandName("md-tag-create")

    let name = Option<String>("--name", value: "name", isNeeded: true, help: "The new tag")

    var signature: Signature {
        Signature(
            Self.name, "Add a tag to a namespace, as the glance client says it", DefinitionWords.namespace, name,
            capabilities: [AnyCapability(.metadata)],
            output: .record,
            columns: TagRecord.fields,
            isHidden: true,
            changes: .always("create a tag"),
            examples: [Example("md-tag-create Example::Disks --name fast", "One more")])
    }

    func check(_ call: Call) throws(UsageError) { _ = try tag(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (name, namespace) = (try tag(call), call[DefinitionWords.namespace])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: self.name).last) {
            try await definitions.createTag(name, in: namespace)
        }
        try context.console.write(TagRecord.record(of: made), as: call.output)
    }

    private func tag(_ call: Call) throws(UsageError) -> String {
        guard let name = call[name].map(Self.trimmed), !name.isEmpty else {
            throw UsageError("'md-tag-create' needs --name", hint: "md-tag-create NAMESPACE --name TAG")
        }
        return name
    }

    /// As the glance client takes a tag: blanks around it are none of it.
    static func trimmed(_ name: some StringProtocol) -> String {
        let kept = name.drop { $0.isWhitespace }
        return String(kept.prefix(upTo: kept.lastIndex { !$0.isWhitespace }.map(kept.index(after:)) ?? kept.startIndex))
    }
}
