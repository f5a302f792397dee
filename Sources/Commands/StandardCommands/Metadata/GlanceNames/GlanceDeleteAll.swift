internal import BackendKit
internal import CommandKit

/// `md-namespace-properties-delete`, `md-namespace-objects-delete`, `md-namespace-tags-delete`
struct GlanceDeleteAll: Command {
    private let kind: DefinitionKind

    init(_ kind: DefinitionKind) { self.kind = kind }

    static func name(of kind: DefinitionKind) -> CommandName { CommandName("md-namespace-\(kind.plural)-delete") }

    var signature: Signature {
        let name = Self.name(of: kind)
        return Signature(
            name, "Remove all \(kind.plural) of a namespace, as the glance client says it",
            DefinitionWords.namespace,
            capabilities: [AnyCapability(.metadata)],
            isHidden: true,
            changes: .always("delete what is in a namespace"),
            examples: [Example("\(name.text) Example::Old", "All there are")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await kind.deleteAll(in: namespace, by: definitions)
        }
    }
}
