internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Transfers

extension UnfinishedUpload {
    /// Deletes the record that was left in the backend, unless it has got its data after all.
    /// - Returns: whether it is settled; otherwise the journal still knows of it.
    /// - Throws: ``ImageError``; then the journal still knows of it.
    func discard(from journal: TransferJournal, in context: CommandContext) async throws -> Bool {
        do {
            return try await removeRecord(from: journal, in: context)
        } catch {
            // The service may have moved, or be gone for good.
            throw error.adding("if it is not to be had any more: transfer clean --forget \(entry.id)")
        }
    }

    private func removeRecord(from journal: TransferJournal, in context: CommandContext) async throws -> Bool {
        let backend = try await context.session.backend(named: entry.backend, at: entry.location)
        do {
            let image = try await backend.image(entry.image)
            try require(backend)
            if Self.isWithoutData(image) {
                try await backend.deleteBegun(image.id)
                try context.console.notice("image '\(image.label)' (\(image.id)) was deleted from \(entry.backend)")
            } else {
                let isBare = state == .unprotected && image.isProtected != true
                try context.console.notice(
                    "image '\(image.label)' (\(image.id)) has its data ('\(image.status)') and stays"
                        + (isBare ? ", not protected: image set --protected \(word)" : ""))
            }
        } catch let error as ImageError where error.code == .notFound {
            try require(backend)
            guard !mayStillCome else {
                try context.console.notice(
                    "image \(entry.image) is not on \(entry.backend), but a busy service may still make it: "
                        + "transfer clean \(entry.id), in a minute")
                return false
            }
            try context.console.notice("image \(entry.image) is not on \(entry.backend) any more")
        }
        try journal.remove(entry)
        return true
    }

    /// A service that has the request for a record makes it, whoever has gone away meanwhile: Glance was seen to do so
    /// seconds later, after it had said that there is no such image.
    private var mayStillCome: Bool {
        entry.startedAt.secondsSince1970.map { (0..<60).contains(Int64(time(nil)) - $0) } ?? false
    }

    /// The image as a word to type.
    private var word: String { Quoting.word("\(entry.backend)//\(entry.image)") }

    /// - Throws: ``ImageError`` with code `.conflict` when this is another place of the same name.
    func require(_ backend: any ImageBackend) throws(ImageError) {
        // An upload that was ended before its login told the location has written down what was known.
        guard !backend.info.points(to: entry.location) else { return }
        throw ImageError(
            .conflict,
            "this upload went to \(entry.location), but '\(entry.backend)' is \(backend.info.location) now")
    }

    /// An upload that nobody finishes any more leaves nothing else behind.
    private static func isWithoutData(_ image: Image) -> Bool {
        [.queued, .saving, .uploading, .killed].contains(image.status)
    }
}
