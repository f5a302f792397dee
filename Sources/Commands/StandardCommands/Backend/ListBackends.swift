internal import BackendKit
internal import CommandKit

/// `backend list`
struct ListBackends: Command {
    private static let columns = ["Current", "Backend", "Kind", "Location", "State"]

    var signature: Signature {
        Signature(
            "backend list", "List the kinds of backends, and the open ones",
            output: .listing,
            columns: Self.columns,
            examples: [Example("backend list", "What there is, and what is open")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(Self.columns, as: call.output)
        let current = await context.session.current
        let open = await context.session.openAddresses
        var shown = open
        if !shown.contains(current) { shown.append(current) }
        for address in shown {
            let isOpen = open.contains(address)
            let location = isOpen ? try await context.session.backend(at: address).info.location : ""
            try listing.add([
                .text(address == current ? "*" : ""), .text(address.description), .text(address.kind), .text(location),
                .text(isOpen ? "open" : "not opened yet"),
            ])
        }
        for provider in context.registry.providers where !shown.contains(where: { $0.kind == provider.name }) {
            try listing.add([
                .text(""), .text(provider.forms.joined(separator: ", ")), .text(provider.name), .text(""),
                .text(provider.summary),
            ])
        }
        try listing.finish()
    }
}
