internal import BackendKit
internal import CommandKit

/// `image usage`
struct ShowUsage: NamedCommand {
    static let name = CommandName("image usage")

    /// The glance client's; the openstack client has no such command.
    private static let columns = ["Quota", "Limit", "Usage"]

    var signature: Signature {
        Signature(
            Self.name, "Show your project's quotas and how much of them is used",
            discussion: [
                "Sizes are in MiB; -1 is no limit. A service without quotas has none to show."
            ],
            capabilities: [AnyCapability(.describing)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("image usage", "What is left")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let quotas = try await context.require(.describing).usage()
        var listing = try context.console.listing(Self.columns, as: call.output)
        for quota in quotas { try listing.add([.text(quota.name), .number(quota.limit), .number(quota.usage)]) }
        try listing.finish()
    }
}
