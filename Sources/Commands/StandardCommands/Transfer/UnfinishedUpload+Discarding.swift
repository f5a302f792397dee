internal import BackendKit
internal import CommandKit
internal import Transfers

extension UnfinishedUpload {
    /// Deletes the record that was left in the backend, unless it has got its data after all.
    /// - Throws: ``ImageError``; then the journal still knows of it.
    func discard(from journal: TransferJournal, in context: CommandContext) async throws {
        let backend = try await context.session.backend(named: entry.backend, at: entry.location)
        do {
            let image = try await backend.image(entry.image)
            if Self.isWithoutData(image) {
                try await backend.deleteImage(image.id)
                try context.console.notice("image '\(image.label)' (\(image.id)) was deleted from \(entry.backend)")
            } else {
                try context.console.notice(
                    "image '\(image.label)' (\(image.id)) has its data ('\(image.status)') and stays")
            }
        } catch let error as ImageError where error.code == .notFound {
            try context.console.notice("image \(entry.image) is not on \(entry.backend) any more")
        }
        try journal.remove(entry)
    }

    /// An upload that nobody finishes any more leaves nothing else behind.
    private static func isWithoutData(_ image: Image) -> Bool {
        [.queued, .saving, .uploading, .killed].contains(image.status)
    }
}
