internal import BackendKit
internal import CommandKit

/// `image metadef resource type list`
struct ListResourceTypes: Command {
    var signature: Signature {
        Signature(
            "image metadef resource type list", "List the types of resources that namespaces can be for",
            secondNames: ["md-resource-type-list"],
            capabilities: [AnyCapability(.metadata)],
            output: .listing,
            columns: ["Name"],
            changes: .nothing,
            examples: [Example("image metadef resource type list", "Images, volumes and so on")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let columns = context.console.surroundings.tableLook == .glance ? ["name"] : ["Name"]
        var listing = try context.console.listing(columns, as: call.output)
        for type in try await context.require(.metadata).resourceTypes() { try listing.add([.text(type)]) }
        try listing.finish()
    }
}
