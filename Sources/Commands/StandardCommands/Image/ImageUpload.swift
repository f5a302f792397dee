internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// Brings data into a backend, and leaves nothing behind when that fails.
struct ImageUpload: Sendable {
    let source: ImageSource
    let context: CommandContext
    var limit: RateLimit?
    /// Of a line that several share; `nil` is a line of its own.
    var share: LineShare?

    /// How data gets into a service. A store that is `nil` is the default one.
    enum Route: Sendable {
        case upload(Store.ID?)
        /// Sent to the staging area, and imported from there by the service.
        case staging(Store.ID?)
    }

    /// A new image with the data.
    /// - Parameter keepsFailed: leaves the record behind when its data did not arrive.
    func create(
        _ draft: ImageDraft, on backend: any ImageBackend, by route: Route, keepsFailed: Bool
    ) async throws -> Image {
        if case .upload(nil) = route, let storing = backend.facet(.storing) {
            return try await transfer { try await storing.storeImage(draft, data: $0) }
        }
        let creating = try backend.require(.creating)
        let send = try sender(route, on: backend)
        let begun = BegunImage(draft, for: source, on: backend, keepsFailed: keepsFailed, in: context)
        let sent = try await begun.fill(by: creating, send)
        guard case .staging = route else { return sent }
        return try await importStaged(sent, route, by: try backend.require(.importing))
    }

    /// The data of a record that has none.
    /// - Parameter store: where a service with several stores keeps it; `nil` is its default.
    func fill(_ target: LocatedImage, store: Store.ID? = nil) async throws -> Image {
        let send = try sender(.upload(store), on: target.backend)
        do {
            return try await send(target.image)
        } catch {
            throw error.adding("image '\(target.image.label)' still has no data")
        }
    }

    /// What sends the data.
    /// - Throws: ``ImageError`` with code `.unsupported`, before anything was sent.
    private func sender(
        _ route: Route, on backend: any ImageBackend
    ) throws -> @Sendable (Image) async throws -> Image {
        switch route {
        case .upload(let store?):
            let stores = try backend.require(.stores)
            return { image in try await transfer { try await stores.upload($0, to: image.id, in: store) } }
        case .upload(nil):
            let uploading = try backend.require(.uploading)
            return { image in try await transfer { try await uploading.upload($0, to: image.id) } }
        case .staging:
            let importing = try backend.require(.importing)
            return { image in try await transfer { try await importing.stage($0, for: image.id) } }
        }
    }

    /// From here on the service works by itself, so nothing is cleaned up: it may still succeed.
    private func importStaged(
        _ record: Image, _ route: Route, by importing: any ImageImporting
    ) async throws -> Image {
        var request = ImportRequest(.glanceDirect)
        if case .staging(let store?) = route { request.stores = [store] }
        do {
            try await importing.importImage(record.id, request)
            return try await ImportWatch(importing: importing, console: context.console).finish(record)
        } catch {
            throw error.adding("the image \(record.id) is left behind")
        }
    }

    private func transfer(_ body: @Sendable (ByteStream) async throws -> Image) async throws -> Image {
        let line = share == nil ? ownLine : nil
        defer { line?.finish() }
        let share = share ?? line.map(LineShare.init)
        return try await context.located(at: source.span) {
            let data = source.stream.limited(by: limit)
            return try await body(share.map { data.counted(by: $0) } ?? data)
        }
    }

    private var ownLine: ProgressLine {
        context.console.progress(
            "uploading \(source.label)", of: source.stream.length,
            ending: "waiting for the service to store the image")
    }
}
