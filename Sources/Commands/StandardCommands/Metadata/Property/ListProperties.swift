internal import BackendKit
internal import CommandKit

/// `image metadef property list`
struct ListProperties: Command {
    var signature: Signature {
        Signature(
            "image metadef property list", "List the properties that a namespace defines", DefinitionWords.namespace,
            secondNames: ["md-property-list"],
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: PropertyRecord.columns,
            changes: .nothing,
            examples: [Example("image metadef property list OS::Compute::Watchdog", "What it defines")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let namespace = call[DefinitionWords.namespace]
        let definitions = try await context.require(.metadata)
        let found = try await context.located(at: call.spans(of: DefinitionWords.namespace).first) {
            try await definitions.properties(in: namespace)
        }
        var listing = try context.console.listing(PropertyRecord.columns, as: call.output)
        for property in found { try listing.add(PropertyRecord.row(of: property)) }
        try listing.finish()
    }
}
