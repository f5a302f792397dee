internal import BackendKit
internal import CommandKit

/// `image metadef resource type association list`
struct ListAssociations: NamedCommand {
    static let name = CommandName("image metadef resource type association list")

    private static let columns = ["Name", "Prefix", "Properties Target"]

    let long = Flag("--long", help: "All the columns")

    var signature: Signature {
        Signature(
            Self.name, "List the types of resources a namespace is for",
            DefinitionWords.namespace, long,
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image metadef resource type association list Example::Disks --long", "With their prefixes")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let shown = call[long] ? Self.columns : Array(Self.columns.prefix(1))
        try await Self.list(Self.columns, shown: shown, call, in: context)
    }

    static func list(
        _ columns: [String], shown: [String], _ call: Call, in context: CommandContext
    ) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.associations(of: namespace)
        }
        var listing = try context.console.listing(columns, shown: shown, as: call.output)
        for association in found {
            try listing.add([.text(association.resourceType), .text(association.prefix), .text(association.target)])
        }
        try listing.finish()
    }
}
