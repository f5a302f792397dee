internal import BackendKit
internal import CommandKit
internal import FileIO

/// Brings data into a backend, and leaves nothing behind when that fails.
struct ImageUpload: Sendable {
    let source: ImageSource
    let context: CommandContext

    /// A new image with the data.
    /// - Parameter keepsFailed: leaves the record behind when its data did not arrive.
    func create(_ draft: ImageDraft, keepsFailed: Bool) async throws -> Image {
        let backend = try await context.backend
        if let storing = backend.facet(.storing) {
            return try await transfer { try await storing.storeImage(draft, data: $0) }
        }
        let creating = try backend.require(.creating)
        let uploading = try backend.require(.uploading)
        var draft = draft
        draft.id = draft.id ?? NewID.make()
        let record = try await creating.createImage(draft)
        do {
            return try await transfer { try await uploading.upload($0, to: record.id) }
        } catch {
            guard !keepsFailed else { throw error.adding("the image \(record.id) is left without data") }
            throw await cleaned(record, after: error, on: backend)
        }
    }

    /// The data of a record that has none.
    /// - Parameter store: where a service with several stores keeps it; `nil` is its default.
    func fill(_ image: Image, store: Store.ID? = nil) async throws -> Image {
        let upload: @Sendable (ByteStream) async throws -> Image
        if let store {
            let stores = try await context.require(.stores)
            upload = { try await stores.upload($0, to: image.id, in: store) }
        } else {
            let uploading = try await context.require(.uploading)
            upload = { try await uploading.upload($0, to: image.id) }
        }
        do {
            return try await transfer(upload)
        } catch {
            throw error.adding("image '\(image.label)' still has no data")
        }
    }

    private func transfer(_ body: @Sendable (ByteStream) async throws -> Image) async throws -> Image {
        let line = context.console.progress("uploading \(source.name)", of: source.stream.length)
        defer { line.finish() }
        return try await context.located(at: source.span) {
            try await body(source.stream.metered { line.advance($0) })
        }
    }

    /// Removes the record this command made. The first error stays the one that is reported.
    private func cleaned(_ record: Image, after error: any Error, on backend: any ImageBackend) async -> any Error {
        // The clean-up must happen even if the command was interrupted.
        let removal = await Task.detached { try await backend.deleteImage(record.id) }.result
        switch removal {
        case .success: return error.adding("the new image \(record.id) was deleted again")
        case .failure:
            return error.adding("the new image \(record.id) is left behind: image delete \(record.id)")
        }
    }
}
