internal import BackendKit
internal import CommandKit

/// `md-object-delete`, `md-property-delete`, which never mean all of them.
struct GlanceDeleteDefinition: Command {
    private let kind: DefinitionKind
    let name: Positional<String>

    init(_ kind: DefinitionKind) {
        self.kind = kind
        name = kind.positional
    }

    static func name(of kind: DefinitionKind) -> CommandName { CommandName("md-\(kind.rawValue)-delete") }

    var signature: Signature {
        Signature(
            Self.name(of: kind), "Remove \(kind.withArticle) of a namespace, as the glance client says it",
            DefinitionWords.namespace, name,
            capabilities: [AnyCapability(.metadata)],
            isHidden: true,
            changes: .always("delete \(kind.withArticle)"),
            examples: [
                Example(
                    "md-\(kind.rawValue)-delete Example::Disks \(kind.sample)", "One \(kind.rawValue) less")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (namespace, name) = (call[DefinitionWords.namespace], call[name])
        let definitions = try await context.require(.metadata)
        try await context.located(at: call.spans(of: self.name).first) {
            try await kind.delete(name, in: namespace, by: definitions)
        }
    }
}
