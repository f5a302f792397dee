public import BackendKit
internal import FileIO
internal import Glibc

/// The place of one upload in the journal, from before its record is made until nothing of it can be left behind.
public struct UploadNote: Sendable {
    private let journal: TransferJournal
    private let entry: UploadEntry

    /// Writes down what begins.
    /// - Throws: ``ImageError`` with code `.local`.
    public init(
        image: Image.ID, name: String?, from source: String, size: Int64?, to backend: BackendInfo,
        in journal: TransferJournal
    ) async throws {
        let entry = UploadEntry(
            id: TransferJournal.newID(), backend: backend.name, location: backend.location, image: image,
            imageName: name, source: source, size: size, startedAt: Timestamp(secondsSince1970: Int64(time(nil))),
            process: .current, place: .current)
        try await BlockingWork.run { try journal.write(entry) }
        self.entry = entry
        self.journal = journal
    }

    /// The record is made. A backend that has logged in may know better where it is.
    public func confirm(_ backend: BackendInfo) async {
        guard backend.location != entry.location else { return }
        var entry = entry
        entry.location = backend.location
        let changed = entry
        // The old entry still names the record.
        try? await BlockingWork.run { try journal.write(changed) }
    }

    /// The image has all of its data, and is still to be protected.
    public func awaitProtection(on backend: BackendInfo) async {
        var entry = entry
        entry.location = backend.location
        entry.isUnprotected = true
        let changed = entry
        // The old entry still names the image.
        try? await BlockingWork.run { try journal.write(changed) }
    }

    /// There is no record any more, or it is as it was meant to be.
    public func strike() {
        // One that cannot be removed is found to be settled by who cleans up.
        try? journal.remove(entry)
    }

    /// The record may be left behind.
    public func leave(on backend: BackendInfo) {
        var entry = entry
        entry.location = backend.location
        entry.process = nil
        // With the process it is as good, once that has ended.
        try? journal.write(entry)
    }
}
