internal import BackendKit
internal import CommandKit
internal import Transfers

/// A new image whose data is still to come: noted in the journal, and taken away again when the data does not arrive.
struct BegunImage: Sendable {
    /// With the ID by which it can be taken away even if nobody says that it was made.
    let draft: ImageDraft
    private let id: Image.ID
    private let isOurs: Bool
    private let backend: any ImageBackend
    private let source: ImageSource
    private let keepsFailed: Bool
    private let context: CommandContext

    init(
        _ draft: ImageDraft, for source: ImageSource, on backend: any ImageBackend, keepsFailed: Bool,
        in context: CommandContext
    ) {
        id = draft.id ?? Image.ID.random()
        var draft = draft
        // An ID somebody chose may be that of an image that is there: until the service has made this one, it is not
        // ours to delete.
        isOurs = draft.id == nil
        draft.id = id
        self.draft = draft
        self.source = source
        self.backend = backend
        self.keepsFailed = keepsFailed
        self.context = context
    }

    /// Makes the record, and gives it its data.
    /// - Throws: the first error, which also says what has become of the record.
    func fill(
        by creating: any ImageCreating, _ send: @Sendable (Image) async throws -> Image
    ) async throws -> Image {
        var note = isOurs ? await self.note() : nil
        let record: Image
        do {
            record = try await creating.createImage(draft)
        } catch let error as ImageError where !isOurs || error.code != .network && error.code != .protocol {
            // A refusal: there is nothing to take away.
            note?.strike()
            throw error
        } catch {
            throw await undone(note, after: error)
        }
        if note == nil { note = await self.note() }
        await note?.confirm(backend.info)
        do {
            let filled = try await send(record)
            note?.strike()
            return filled
        } catch {
            throw await undone(note, after: error)
        }
    }

    private func note() async -> UploadNote? {
        await UploadNote.taken(
            of: id, name: draft.name, from: source.name, size: source.stream.length, on: backend,
            in: TransferJournal(context.session.environment), context.console)
    }

    /// Takes the record away, as far as there is one. The first error stays the one that is reported.
    private func undone(_ note: UploadNote?, after error: any Error) async -> any Error {
        let left = keepsFailed ? await Leftover.found(id, on: backend) : await Leftover.removed(id, from: backend)
        let state: String
        switch left {
        case .nothing: state = "the new image \(id) is not there"
        case .removed: state = "the new image \(id) was deleted again"
        case .still(let status): state = "the new image \(id) is left behind" + (status.map { ", '\($0)'" } ?? "")
        }
        // One that was kept on purpose is nobody's leftover.
        if left.isThere, !keepsFailed { note?.leave(on: backend.info) } else { note?.strike() }
        if error is CancellationError {
            // The shell says no more than that it was interrupted.
            try? context.console.notice(
                "the upload of '\(source.name)' was stopped; \(state)" + (left.isThere ? ": image delete \(id)" : ""))
            return error
        }
        return error.adding(state).with(hint: left.isThere ? "image delete \(id)" : nil, insteadOfThoseNaming: id)
    }
}
