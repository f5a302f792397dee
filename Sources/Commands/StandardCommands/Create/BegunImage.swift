internal import BackendKit
internal import CommandKit
internal import Transfers

/// A new image whose data is still to come: noted in the journal, and taken away again when the data does not arrive.
///
/// Every command that makes an image and then gets data into it goes through here, whatever the way of the data.
struct BegunImage: Sendable {
    /// What messages call the new image.
    struct Wording: Sendable {
        /// What can be stopped: `the upload of 'disk.raw'`.
        let deed: String
        /// The place of the image, where that has to be said: `there`.
        var place: String?
        /// What stands before an image of it in a command: `glance@prod//`, or nothing for the current backend.
        var prefix = ""

        /// The image as a word to type.
        func word(_ image: Image.ID) -> String { Quoting.word(prefix + image.rawValue) }

        fileprivate var atPlace: String { place.map { " on \($0)" } ?? "" }
    }

    /// With the ID by which it can be taken away even if nobody says that it was made.
    let draft: ImageDraft
    private let id: Image.ID
    private let isOurs: Bool
    private let backend: any ImageBackend
    private let wording: Wording
    private let keepsFailed: Bool
    private let console: Console

    /// - Parameter keepsFailed: leaves the record behind when its data did not arrive.
    init(
        _ draft: ImageDraft, on backend: any ImageBackend, _ wording: Wording, keepsFailed: Bool, console: Console
    ) {
        id = draft.id ?? Image.ID.random()
        var draft = draft
        // An ID somebody chose may be that of an image that is there: until the service has made this one, it is not
        // ours to delete.
        isOurs = draft.id == nil
        draft.id = id
        self.draft = draft
        self.backend = backend
        self.wording = wording
        self.keepsFailed = keepsFailed
        self.console = console
    }

    /// What the data comes from, for the journal.
    struct Origin: Sendable {
        let name: String
        /// Bytes; `nil` when nobody knows.
        let size: Int64?
        /// `nil` remembers nothing.
        let journal: TransferJournal?
    }

    /// Makes the record, and gives it its data.
    /// - Parameters:
    ///   - protection: what the caller finishes then; until it has, the journal knows of the image.
    ///   - send: does all that has to be done before nothing of it may be taken away any more.
    /// - Throws: the first error, which also says what has become of the record.
    func fill(
        from origin: Origin, by creating: any ImageCreating, before protection: LateProtection? = nil,
        _ send: @Sendable (Image) async throws -> Image
    ) async throws -> FilledImage {
        try Task.checkCancellation()
        var note = isOurs ? await self.note(origin) : nil
        let record = try await make(by: creating, note)
        if note == nil { note = await self.note(origin) }
        await note?.confirm(backend.info)
        let image = try await settling(note) { try await send(record) }
        guard let note, protection?.isDue == true else {
            note?.strike()
            return FilledImage(image: image, note: nil)
        }
        await note.awaitProtection(on: backend.info)
        return FilledImage(image: image, note: note)
    }

    /// Lets the backend make record and data as one change.
    /// - Parameter store: does that, and looks at what was made.
    /// - Throws: the first error, which also says what has become of the image.
    func store(_ store: (ImageDraft) async throws -> Image) async throws -> Image {
        try await settling(nil) { try await store(draft) }
    }

    /// Makes a record that gets no data now.
    /// - Throws: the first error, which also says what has become of the record.
    func make(by creating: any ImageCreating) async throws -> Image {
        try Task.checkCancellation()
        return try await make(by: creating, nil)
    }

    private func make(by creating: any ImageCreating, _ note: UploadNote?) async throws -> Image {
        do {
            return try await creating.createImage(draft)
        } catch let error as ImageError where Self.saysThatNothingWasMade(error) {
            note?.strike()
            throw error
        } catch {
            // Nobody has said whether it was made.
            guard isOurs else {
                throw told(
                    error, "whether image \(id) was made is not known", next: "image show \(wording.word(id))")
            }
            throw await undone(note, after: error, isMade: false)
        }
    }

    private static func saysThatNothingWasMade(_ error: ImageError) -> Bool {
        error.kind == .notReached || error.code != .network && error.code != .protocol
    }

    private func settling(_ note: UploadNote?, _ body: () async throws -> Image) async throws -> Image {
        do {
            return try await body()
        } catch {
            throw await undone(note, after: error, isMade: true)
        }
    }

    private func note(_ origin: Origin) async -> UploadNote? {
        await UploadNote.taken(
            of: id, name: draft.name, from: origin.name, size: origin.size, on: backend, in: origin.journal, console)
    }

    /// Takes the image away, as far as there is one. The first error stays the one that is reported.
    /// - Parameter isMade: whether somebody has said that there was a record; otherwise it may come later.
    private func undone(_ note: UploadNote?, after error: any Error, isMade: Bool) async -> any Error {
        let left = keepsFailed ? await Leftover.found(id, on: backend) : await Leftover.removed(id, from: backend)
        // One that was kept on purpose is nobody's leftover.
        let isListed = !keepsFailed && left != .removed && (left.isThere || !isMade)
        if isListed { note?.leave(on: backend.info) } else { note?.strike() }
        let later = isListed && note != nil ? "transfer clean" : "image show \(wording.word(id))"
        switch left {
        case .removed: return told(error, "the new image \(id) was deleted again")
        case .nothing where !isMade:
            return told(
                error, "the new image \(id) is not there yet\(wording.atPlace); a busy service may still make it",
                next: later)
        case .still(nil) where !isMade:
            return told(error, "whether the new image \(id) was made\(wording.atPlace) is not known", next: later)
        case .nothing:
            return told(error, wording.place.map { "nothing was left on \($0)" } ?? "the new image \(id) is not there")
        case .still(let status):
            return told(
                error, "the new image \(id) is left behind\(wording.atPlace)" + (status.map { ", '\($0)'" } ?? ""),
                next: "image delete \(wording.word(id))")
        }
    }

    /// The error, which also says what is true now, and what to type next.
    private func told(_ error: any Error, _ state: String, next: String? = nil) -> any Error {
        guard error is CancellationError else {
            return error.adding(state).with(hint: next, insteadOfThoseNaming: id)
        }
        // The shell says no more than that it was interrupted.
        try? console.notice("\(wording.deed) was stopped; \(state)" + (next.map { ": \($0)" } ?? ""))
        return error
    }
}
