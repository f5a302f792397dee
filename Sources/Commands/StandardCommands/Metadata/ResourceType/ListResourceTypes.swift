internal import BackendKit
internal import CommandKit

/// `image metadef resource type list`
struct ListResourceTypes: NamedCommand {
    static let name = CommandName("image metadef resource type list", or: "md-resource-type-list")

    var signature: Signature {
        Signature(
            Self.name, "List the types of resources that namespaces can be for",
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
