internal import BackendKit
internal import CommandKit

/// `store gc`
struct CleanStore: NamedCommand {
    static let name = CommandName("store gc")

    var signature: Signature {
        Signature(
            Self.name, "Remove what crashed commands left in the local store",
            discussion: [
                "Removes unfinished files and data without a record. Images stay, and so does what another imgsh is "
                    + "writing at the moment. What 'store check --repair' has set aside in the store's 'trash' directory "
                    + "stays too, until you remove it there."
            ],
            capabilities: [AnyCapability(.maintenance)],
            changes: .always("clean up the store"),
            examples: [Example("store gc", "Tidy up")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try StoreSummary.print(try await context.require(.maintenance).collectGarbage(), to: context.console)
    }
}
