internal import BackendKit
internal import CommandKit

/// `md-namespace-resource-type-list`
struct GlanceListAssociations: NamedCommand {
    static let name = CommandName("md-namespace-resource-type-list")

    private static let columns = ["name", "prefix", "properties_target"]

    var signature: Signature {
        Signature(
            Self.name,
            "List the types of resources a namespace is for, as the glance client says it", DefinitionWords.namespace,
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: Self.columns,
            isHidden: true,
            changes: .nothing,
            examples: [Example("md-namespace-resource-type-list Example::Disks", "With their prefixes")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await ListAssociations.list(Self.columns, shown: Self.columns, call, in: context)
    }
}
