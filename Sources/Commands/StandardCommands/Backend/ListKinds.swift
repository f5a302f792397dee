internal import BackendKit
internal import CommandKit

/// `backend kinds`
struct ListKinds: NamedCommand {
    static let name = CommandName("backend kinds")

    private static let columns = ["Kind", "Addresses", "Description"]

    var signature: Signature {
        Signature(
            Self.name, "List the kinds of backends, and how they are addressed",
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("backend kinds", "What 'backend use' takes")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(Self.columns, as: call.output)
        for provider in context.registry.providers {
            try listing.add([
                .text(provider.name), .text(provider.forms.joined(separator: ", ")), .text(provider.summary),
            ])
        }
        try listing.finish()
    }
}
