internal import BackendKit
internal import CommandKit

/// `image delete`
struct DeleteImage: Command {
    let images = Rest("image", of: ImageReference.self, help: "Names or IDs of the images")
    let store = Option<String>(
        "--store", value: "store", completion: .stores, help: "Only the copy of the data in this store")
    let yes = Flag("--yes", "-y", help: "Do not ask")

    var signature: Signature {
        Signature(
            "image delete", "Delete images and their data", images, store, yes,
            secondNames: ["image-delete"],
            discussion: [
                "At a terminal the images are named and a question is asked. Every image is looked up before the first "
                    + "is deleted: when one name is wrong, nothing is deleted. With --store the images stay, and so do "
                    + "the copies of their data in other stores; the last copy cannot be deleted this way."
            ],
            examples: [
                Example("image delete cirros", "Delete one image"),
                Example("delete --yes cirros debian", "Delete two without being asked"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let deletion = Deletion(store: call[store], asks: !call[yes])
        try await deletion.run(call[images], in: context)
    }
}

/// `stores-delete`, where the glance client demands a store.
struct DeleteFromStore: Command {
    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let store = Option<String>("--store", value: "store", completion: .stores, help: "The store to delete from")

    var signature: Signature {
        Signature(
            "stores-delete", "Delete the copy of an image's data in one store, as the glance client says it", image,
            store,
            capabilities: [AnyCapability(.stores)],
            isHidden: true,
            examples: [Example("stores-delete cirros --store slow", "The copies in other stores stay")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard let name = call[store] else {
            throw UsageError("'stores-delete' needs --store; nothing was deleted", hint: "image stores list")
        }
        let deletion = Deletion(store: name, asks: true)
        try await deletion.run([call[image]], in: context)
    }
}

/// Deleting images, or their data in one store.
private struct Deletion: Sendable {
    let store: String?
    let asks: Bool

    func run(_ references: [ImageReference], in context: CommandContext) async throws {
        let batch =
            if store == nil { try await ImageBatch(references, in: context) } else {
                try await ImageBatch(references, with: .stores, in: context)
            }
        guard try await confirm(batch, in: context) else { return }
        try await batch.each("deleted", in: context) { target in
            if let store {
                try await target.require(.stores).deleteData(of: target.id, in: store)
            } else {
                try await target.backend.deleteImage(target.id)
            }
        }
    }

    private func confirm(_ batch: ImageBatch, in context: CommandContext) async throws -> Bool {
        guard asks, context.console.surroundings.isInteractive else { return true }
        let images = batch.images
        let backends = batch.backendNames
        for target in images {
            let size = target.image.size.map(ByteCount.text) ?? "no data"
            let backend = backends.count > 1 ? "  on \(target.backend.info.name)" : ""
            try context.console.notice("  \(target.id)  \(size)  \(target.image.label)\(backend)")
        }
        let place = backends.joined(separator: " and ")
        let what = images.count == 1 ? "this image" : "these \(images.count) images"
        let question =
            store.map { "Delete the data of \(what) from store '\($0)' of \(place)?" }
            ?? "Delete \(what) from \(place)?"
        if try await context.console.confirm(question) { return true }
        try context.console.notice("nothing was deleted")
        return false
    }
}
