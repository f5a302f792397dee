internal import BackendKit
internal import CommandKit

/// Deleting images, or their data in one store.
struct Deletion: Sendable {
    let store: String?
    let asks: Bool

    func run(_ references: [ImageReference], in context: CommandContext) async throws {
        let deed = store.map { "deleted from store '\($0)'" } ?? "deleted"
        var deeds = Deeds(deed, to: references.count, .images, in: context)
        let batch = try await deeds.find(references) { reference in
            guard store != nil else { return try await context.locate(reference) }
            return try await context.locate(reference, with: .stores).0
        }
        guard try await confirm(batch, in: context) else {
            if let status = deeds.status { throw SilentFailure(status) }
            return
        }
        try await deeds.each(batch.targets) { target in
            if let store {
                try await target.require(.stores).deleteData(of: target.id, in: store)
            } else {
                try await target.backend.deleteImage(target.id)
            }
        }
        try deeds.finish()
    }

    private func confirm(_ batch: ImageBatch, in context: CommandContext) async throws -> Bool {
        let images = batch.images
        guard asks, context.console.surroundings.isInteractive, !images.isEmpty else { return true }
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
