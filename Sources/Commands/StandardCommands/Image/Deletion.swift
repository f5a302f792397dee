internal import BackendKit
internal import CommandKit

/// Deleting images, or their data in one store.
struct Deletion: Sendable {
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
