internal import BackendKit
internal import CommandKit

/// `md-namespace-properties-delete`, `md-namespace-objects-delete`, `md-namespace-tags-delete`
struct GlanceDeleteAll: Command {
    enum Kind: String {
        case properties, objects, tags
    }

    private let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    var signature: Signature {
        let name = "md-namespace-\(kind.rawValue)-delete"
        return Signature(
            name, "Remove all \(kind.rawValue) of a namespace, as the glance client says it",
            DefinitionWords.namespace,
            capabilities: [AnyCapability(.metadata)],
            isHidden: true,
            changes: .always("delete what is in a namespace"),
            examples: [Example("\(name) Example::Old", "All there are")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            switch kind {
            case .properties: try await definitions.deleteAllProperties(in: namespace)
            case .objects: try await definitions.deleteAllObjects(in: namespace)
            case .tags: try await definitions.deleteAllTags(in: namespace)
            }
        }
    }
}
