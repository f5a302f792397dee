internal import BackendKit
internal import CommandKit

/// `image metadef namespace list`
struct ListNamespaces: NamedCommand {
    static let name = CommandName("image metadef namespace list", or: "md-namespace-list")

    private static let columns = ["namespace", "display_name", "visibility", "protected", "owner", "resource_types"]

    let resourceTypes = RepeatedOption<String>(
        "--resource-types", value: "type[,type]", completion: .list(DefinitionWords.resourceTypes),
        help: "Only those for one of these types of resources; may be repeated")
    let visibility = Option<NamespaceVisibility>(
        "--visibility", value: "visibility", help: "Only those with this visibility, public or private")
    let pageSize = Option<Int64>("--page-size", value: "number", help: "Namespaces in each answer of the service")
    let long = Flag("--long", help: "All the columns")

    var signature: Signature {
        Signature(
            Self.name, "List the namespaces of metadata definitions", resourceTypes, visibility,
            pageSize, long,
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image metadef namespace list --resource-types OS::Glance::Image", "Those that are for images"),
                Example("image metadef namespace list --long", "With what they are for"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var query = NamespaceQuery()
        query.resourceTypes = call[resourceTypes].flatMap { $0.split(separator: ",").map(String.init) }
        query.visibility = call[visibility]?.visibility
        query.pageSize = call[pageSize].map { Int(clamping: $0) }
        let found = try await context.require(.metadata).namespaces(matching: query)
        let shown = call[long] ? Self.columns : Array(Self.columns.prefix(1))
        var listing = try context.console.listing(Self.columns, shown: shown, as: call.output)
        for namespace in found {
            try listing.add([
                .text(namespace.name), .text(namespace.displayName), .text(namespace.visibility?.rawValue),
                .flag(namespace.isProtected), .text(namespace.owner),
                .list((namespace.associations ?? []).map { .text($0.resourceType) }),
            ])
        }
        try listing.finish()
    }
}
