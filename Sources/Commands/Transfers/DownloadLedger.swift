internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Glibc

/// Keeps the journal of one download: finds what an earlier run left, notes what begins, and says what becomes of it.
struct DownloadLedger: Sendable {
    /// A download at work: its file, and its place in the journal.
    struct Draft: Sendable {
        let part: PartFile
        /// `nil` when it could not be written down.
        var entry: DownloadEntry?
    }

    let image: Image
    let backend: BackendInfo
    let destination: Destination
    let journal: TransferJournal?
    let observer: TransferObserver

    /// The file to gather data in.
    /// - Parameter resumes: whether to go on with what an earlier run left; otherwise that is thrown away.
    /// - Throws: ``ImageError``: `.conflict` when another process is at it, `.local`.
    func begin(resumes: Bool) throws -> Draft {
        let target = try Directory.absolute(destination.path)
        var journal = journal
        var known: [DownloadEntry] = []
        do {
            known = try journal?.downloads() ?? []
        } catch let error as ImageError {
            warnForgetful(error)
            journal = nil
        }
        if let journal, let kept = try earlier(target, among: known, in: journal, resumes: resumes) { return kept }
        let part = destination.partPath(label: String(image.id.rawValue.prefix(8)))
        var entry: DownloadEntry?
        if let journal {
            let made = newEntry(target, part: try Directory.absolute(part))
            do {
                // Before the file is there, so that there is never one that nobody knows of.
                try journal.write(made)
                entry = made
            } catch let error as ImageError {
                warnForgetful(error)
            }
        }
        do {
            return Draft(part: try PartFile(creating: part, for: destination), entry: entry)
        } catch {
            if let entry { try? journal?.remove(entry) }
            throw error
        }
    }

    private func warnForgetful(_ error: ImageError) {
        observer.warn("\(error.message); if this transfer breaks, it must start from its beginning")
    }

    /// After the file got its name.
    func finish(_ draft: Draft) {
        // An entry without its file is removed whenever the journal is read.
        if let entry = draft.entry { try? journal?.remove(entry) }
    }

    /// Decides what becomes of what came so far.
    /// - Returns: the error, saying what is true now.
    func settle(_ draft: Draft, after error: any Error) -> any Error {
        let count = draft.part.length
        guard count > 0, Self.isWorthKeeping(error), var entry = draft.entry, let journal else {
            draft.part.discard()
            return adding("nothing was written to '\(destination.path)'", hint: strike(draft.entry), to: error)
        }
        draft.part.keep()
        entry.process = nil
        try? journal.write(entry)
        let size = image.size.map { " of \(ByteCount.text($0))" } ?? ""
        let state = "\(ByteCount.text(count))\(size) are kept for '\(destination.path)'"
        let hint = "transfer resume \(entry.id)"
        if error is CancellationError { observer.note("'\(image.label)': \(state); go on with: \(hint)") }
        return adding(state, hint: hint, to: error)
    }

    /// Forgets what was thrown away. A file whose directory was moved away under it is still there, and may come back.
    /// - Returns: what to type to see it then.
    private func strike(_ entry: DownloadEntry?) -> String? {
        guard var entry, let journal else { return nil }
        guard case .unknown = KeptData(of: entry) else {
            try? journal.remove(entry)
            return nil
        }
        entry.process = nil
        try? journal.write(entry)
        return "transfer list"
    }

    private func adding(_ state: String, hint: String?, to error: any Error) -> any Error {
        guard var error = error as? ImageError else { return error }
        error.message += "; \(state)"
        error.hint = hint ?? error.hint
        return error
    }

    /// Whether a later run may do better with what is there. What is proved wrong is worth nothing, and a full disk needs
    /// the room.
    private static func isWorthKeeping(_ error: any Error) -> Bool {
        guard let error = error as? ImageError else { return true }
        switch error.code {
        case .integrity, .local, .notFound, .usage, .unsupported, .ambiguous: return false
        case .network, .protocol, .authentication, .forbidden, .conflict: return true
        }
    }

    private func newEntry(_ target: String, part: String) -> DownloadEntry {
        DownloadEntry(
            id: TransferJournal.newID(), backend: backend.name, location: backend.location, image: image.id,
            imageName: image.name, size: image.size, hash: image.hash, checksum: image.checksum,
            createdAt: image.createdAt?.text, destination: target, replaces: destination.replaces, part: part,
            directory: DownloadEntry.directory(of: part),
            startedAt: Timestamp(secondsSince1970: Int64(time(nil))), process: .current, place: .current)
    }
}

extension DownloadLedger {
    /// Forgets an entry without a file to go on with, unless its file may still come or come back.
    private func forget(_ entry: DownloadEntry, in journal: TransferJournal) throws {
        // Another process may be about to make it.
        guard entry.process?.life(at: entry.place) != .running else { return }
        if case .unknown(let reason) = KeptData(of: entry) {
            return observer.note("\(reason); what was kept before is left: transfer clean \(entry.id)")
        }
        try journal.remove(entry)
    }

    /// What an earlier run left for the same image and the same file: the longest, should there be several.
    private func earlier(
        _ target: String, among known: [DownloadEntry], in journal: TransferJournal, resumes: Bool
    ) throws -> Draft? {
        let candidates = known.filter {
            $0.destination.hasSameBytes(as: target) && $0.image == image.id && $0.location == backend.location
        }
        var found: Draft?
        for entry in candidates {
            guard let part = try PartFile(keptAt: entry.part, for: destination) else {
                try forget(entry, in: journal)
                continue
            }
            let isUsable = entry.describes(image, at: backend.location) && part.length <= image.size ?? .max
            if resumes, isUsable, part.length > found?.part.length ?? 0 {
                found?.part.keep()
                found = Draft(part: part, entry: entry)
            } else if resumes, isUsable, part.length > 0 {
                part.keep()
                observer.note("'\(entry.part)' has less of the same data, and is left: transfer clean \(entry.id)")
            } else {
                if resumes, !isUsable { observer.note("image '\(image.label)' is not what it was; it starts anew") }
                part.discard()
                try journal.remove(entry)
            }
        }
        guard var draft = found, var entry = draft.entry else { return nil }
        (entry.process, entry.place) = (.current, .current)
        entry.directory = DownloadEntry.directory(of: entry.part)
        entry.replaces = destination.replaces
        do {
            try journal.write(entry)
            draft.entry = entry
        } catch let error as ImageError {
            // The old entry still names the file.
            warnForgetful(error)
        }
        return draft
    }
}
