internal import BackendKit
internal import CommandKit
internal import Transfers

extension UnfinishedUpload {
    /// Protects the image, which has its data already: the last thing its upload was to do.
    /// - Throws: ``ImageError``; then the journal still knows of it.
    func protect(from journal: TransferJournal, in context: CommandContext) async throws {
        let backend = try await context.session.backend(named: entry.backend, at: entry.location)
        do {
            let image = try await backend.image(entry.image)
            try require(backend)
            if image.isProtected != true { _ = try await backend.require(.editing).protectImage(image.id) }
            try journal.remove(entry)
            try context.console.notice("image '\(image.label)' (\(image.id)) on \(entry.backend) is protected")
        } catch let error as ImageError where error.code == .notFound {
            throw error.adding("there is nothing to protect any more: transfer clean \(entry.id)")
        }
    }
}
