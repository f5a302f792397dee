internal import BackendKit
internal import CommandKit

/// `image stores list`
struct ListStores: NamedCommand {
    static let name = CommandName("image stores list", or: "stores-info")

    private static let columns = ["ID", "Description", "Default", "Properties", "Read Only", "Type", "Weight"]

    let detail = Flag("--detail", help: "With facts about the storage behind them; an administrator's right")

    var signature: Signature {
        Signature(
            Self.name, "List the stores a service keeps data in", detail,
            discussion: [
                "The default store takes the uploads that name none. More columns can be asked for with -c: 'Read Only' "
                    + "always, 'Type' and 'Weight' with --detail."
            ],
            capabilities: [AnyCapability(.stores)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image stores list", "Where an image can go"),
                Example("image stores list --detail -f json", "All that is known, for a program"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        // The glance client shows all that the service says.
        if context.console.surroundings.tableLook == .glance {
            try await ServiceInformation(call[detail] ? "stores/detail" : "stores").show(call, in: context)
            return
        }
        let stores = try await context.require(.stores).stores(details: call[detail])
        let shown = Array(Self.columns.prefix(call[detail] ? 4 : 3))
        var listing = try context.console.listing(Self.columns, shown: shown, as: call.output)
        for store in stores {
            // The openstack client says of a store that is not the default nothing, rather than no.
            try listing.add([
                .text(store.id), .text(store.about), store.isDefault ? .flag(true) : .null,
                ServiceJSON.value(of: store.details), store.isReadOnly ? .flag(true) : .null, .text(store.type),
                .number(store.weight),
            ])
        }
        try listing.finish()
    }
}
