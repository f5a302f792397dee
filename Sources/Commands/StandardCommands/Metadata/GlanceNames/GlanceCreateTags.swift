internal import BackendKit
internal import CommandKit

/// `md-tag-create-multiple`
struct GlanceCreateTags: NamedCommand {
    static let name = CommandName("md-tag-create-multiple")

    let names = Option<String>("--names", value: "tags", isNeeded: true, help: "The new tags, separated by commas")
    let delimiter = Option<String>("--delim", value: "text", default: ",", help: "What separates them")
    let appending = Flag("--append", help: "Keep the tags that are there")

    var signature: Signature {
        Signature(
            Self.name, "Give a namespace its tags, as the glance client says it",
            DefinitionWords.namespace, names, delimiter, appending,
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: ["name"],
            isHidden: true,
            changes: .always("create tags"),
            examples: [Example("md-tag-create-multiple Example::Disks --names fast,slow --append", "Two more")])
    }

    func check(_ call: Call) throws(UsageError) { _ = try tags(call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let tags = try tags(call)
        let (namespace, appending) = (call[DefinitionWords.namespace], call[appending])
        let definitions = try await context.require(.metadata)
        let made = try await context.located(at: call.spans(of: names).last) {
            try await definitions.createTags(tags, in: namespace, keepingOthers: appending)
        }
        try TagRecord.list(made, call, in: context)
    }

    private func tags(_ call: Call) throws(UsageError) -> [String] {
        let separator = call[delimiter].flatMap { $0.isEmpty ? nil : $0 } ?? ","
        let tags = (call[names] ?? "").split(separator: separator).map(GlanceCreateTag.trimmed).filter { !$0.isEmpty }
        guard !tags.isEmpty else {
            throw UsageError(
                "'md-tag-create-multiple' needs --names", hint: "md-tag-create-multiple NAMESPACE --names a,b")
        }
        return tags
    }
}
