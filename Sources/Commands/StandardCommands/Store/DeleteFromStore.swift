internal import BackendKit
internal import CommandKit

/// `stores-delete`, where the glance client demands a store.
struct DeleteFromStore: NamedCommand {
    static let name = CommandName("stores-delete")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let store = Option<String>(
        "--store", value: "store", completion: .stores, isNeeded: true, help: "The store to delete from")

    var signature: Signature {
        Signature(
            Self.name, "Delete the copy of an image's data in one store, as the glance client says it", image,
            store,
            capabilities: [AnyCapability(.stores)],
            isHidden: true,
            changes: .always("delete the data in a store"),
            examples: [Example("stores-delete cirros --store slow", "The copies in other stores stay")])
    }

    func check(_ call: Call) throws(UsageError) { _ = try store(of: call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let deletion = Deletion(store: try store(of: call), asks: true)
        try await deletion.run([call[image]], in: context)
    }

    private func store(of call: Call) throws(UsageError) -> String {
        guard let name = call[store] else {
            throw UsageError("'stores-delete' needs --store; nothing was deleted", hint: "image stores list")
        }
        return name
    }
}
