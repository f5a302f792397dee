internal import BackendKit
internal import CommandKit
internal import Transfers

/// Puts data into a new image of a backend, and takes the image away again when that fails.
struct CopyLanding: Sendable {
    let place: CopyPlace
    let console: Console
    let keepsFailed: Bool
    /// Where a record is noted until its data is there.
    var journal: TransferJournal?
    /// What the journal calls the place the data comes from.
    var origin = ""
    private let way: Way

    /// How the backend takes data.
    private enum Way: Sendable {
        /// Record and data as one change.
        case store(any ImageStoring)
        /// A record, and then its data.
        case upload(any ImageCreating, @Sendable (ByteStream, Image.ID) async throws -> Image)
    }

    /// - Throws: ``ImageError`` with code `.unsupported` when the backend takes no new images.
    init(_ place: CopyPlace, store: Store.ID?, keepsFailed: Bool, console: Console) throws(ImageError) {
        self.place = place
        self.keepsFailed = keepsFailed
        self.console = console
        if let store {
            let stores = try place.backend.require(.stores)
            way = .upload(try place.backend.require(.creating)) { try await stores.upload($0, to: $1, in: store) }
        } else if let storing = place.backend.facet(.storing) {
            way = .store(storing)
        } else {
            let uploading = try place.backend.require(.uploading)
            way = .upload(try place.backend.require(.creating)) { try await uploading.upload($0, to: $1) }
        }
    }

    /// - Parameter check: looks at the image as it reads back; an error undoes everything.
    /// - Throws: the first error, which also says what has become of the new image.
    func land(
        _ draft: ImageDraft, _ data: ByteStream, check: @Sendable (Image) throws -> Void
    ) async throws -> Image {
        var draft = draft
        // An ID of ours is the name by which it can be taken away even if nobody says that it was made.
        let id = draft.id ?? Image.ID.random()
        draft.id = id
        switch way {
        case .store(let storing):
            let whole = draft
            return try await undoing(id) {
                try await storing.storeImage(whole, data: data)
            } check: {
                try check($0)
            }
        case .upload(let creating, let upload):
            let note = await UploadNote.taken(
                of: id, name: draft.name, from: origin, size: data.length, on: place.backend, in: journal, console)
            let record = try await create(draft, id, by: creating, note)
            await note?.confirm(place.backend.info)
            return try await undoing(record.id, note) {
                try await upload(data, record.id)
            } check: {
                try check($0)
            }
        }
    }

    private func create(
        _ draft: ImageDraft, _ id: Image.ID, by creating: any ImageCreating, _ note: UploadNote?
    ) async throws -> Image {
        do {
            return try await creating.createImage(draft)
        } catch let error as ImageError where error.code != .network && error.code != .protocol {
            // A refusal: there is nothing to take away.
            note?.strike()
            throw error
        } catch {
            throw await undone(id, note, after: error)
        }
    }

    private func undoing(
        _ id: Image.ID, _ note: UploadNote? = nil, _ body: () async throws -> Image, check: (Image) throws -> Void
    ) async throws -> Image {
        do {
            let made = try await body()
            try check(made)
            note?.strike()
            return made
        } catch {
            throw await undone(id, note, after: error)
        }
    }

    /// Takes the new image away, as far as there is one. The first error stays the one that is reported.
    private func undone(_ id: Image.ID, _ note: UploadNote?, after error: any Error) async -> any Error {
        let left =
            keepsFailed ? await Leftover.found(id, on: place.backend) : await Leftover.removed(id, from: place.backend)
        // One that is kept on purpose is nobody's leftover.
        if left.isThere, !keepsFailed { note?.leave(on: place.backend.info) } else { note?.strike() }
        let state: String
        switch left {
        case .nothing: state = "nothing was left on \(place.name)"
        case .removed: state = "the new image \(id) was deleted again"
        case .still(let status):
            state = "the new image \(id) is left behind on \(place.name)\(status.map { ", '\($0)'" } ?? "")"
        }
        if error is CancellationError {
            // The shell says no more than that it was interrupted.
            try? console.notice(
                "the copy was stopped; \(state)" + (left.isThere ? ": image delete \(place.word(id))" : ""))
            return error
        }
        guard var told = error as? ImageError else { return error }
        told.message += "; \(state)"
        if left.isThere {
            told.hint = "image delete \(place.word(id))"
        } else if told.hint?.contains(id.rawValue) == true {
            told.hint = nil
        }
        return told
    }
}
