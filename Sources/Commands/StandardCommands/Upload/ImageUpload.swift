internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// Brings data into a backend, and leaves nothing behind when that fails.
struct ImageUpload: Sendable {
    private(set) var source: ImageSource
    let context: CommandContext
    var limit: RateLimit?
    /// Of a line that several share; `nil` is a line of its own.
    var share: LineShare?
    /// What stands before a new image in a command: `glance@prod//`, or nothing for the current backend.
    var prefix = ""
    /// Whether there is something in the data that a service may unpack when it imports it.
    var mayBeUnpacked = false

    init(source: ImageSource, context: CommandContext, limit: RateLimit? = nil) {
        self.source = source
        self.context = context
        self.limit = limit
    }

    /// How data gets into a service. A store that is `nil` is the default one.
    enum Route: Sendable {
        case upload(Store.ID?)
        /// Sent to the staging area, and imported from there by the service.
        case staging(Store.ID?)

        /// - Throws: ``ImageError`` with code `.unsupported` for a backend that makes no image this way.
        func check(on backend: any ImageBackend) throws(ImageError) {
            switch self {
            case .upload(nil) where backend.facet(.storing) != nil: return
            case .upload(nil): _ = try backend.require(.uploading)
            case .upload: _ = try backend.require(.stores)
            case .staging: _ = try backend.require(.importing)
            }
            _ = try backend.require(.creating)
        }
    }

    /// A new image with the data.
    /// - Parameter keepsFailed: leaves the record behind when its data did not arrive.
    func create(
        _ draft: ImageDraft, on backend: any ImageBackend, by route: Route, keepsFailed: Bool
    ) async throws -> Image {
        switch route {
        case .upload(let store):
            if store == nil, let storing = backend.facet(.storing) {
                return try await transfer { try await storing.storeImage(draft, data: $0) }
            }
            return try await create(draft, on: backend, in: store, keepsFailed: keepsFailed)
        case .staging(let store):
            let creating = try backend.require(.creating)
            let importing = try backend.require(.importing)
            var request = ImportRequest(.glanceDirect)
            if let store { request.stores = [store] }
            let pass = HashedPass(source.stream)
            var upload = self
            upload.source = source.with(pass.stream)
            let ordered = try await ImportOrder(request, staging: upload, by: importing)
                .create(draft, on: backend, by: creating, keepsFailed: keepsFailed, in: context)
            let image = try await imported(ordered, by: importing)
            let verification = ImportVerification(draft: draft, sum: pass.sum, mayBeUnpacked: mayBeUnpacked)
            return try await verified(image, by: verification, on: backend, keepsFailed: keepsFailed)
        }
    }

    /// Takes an image away again that does not hold what was staged.
    private func verified(
        _ image: Image, by verification: ImportVerification, on backend: any ImageBackend, keepsFailed: Bool
    ) async throws -> Image {
        do {
            // A warning that nobody can read is no reason to fail.
            if let warning = try verification.check(image) {
                try? context.console.warn("image '\(image.label)': \(warning)")
            }
            return image
        } catch {
            let isThere = keepsFailed ? true : await Leftover.removed(image.id, from: backend).isThere
            throw error.adding("the new image \(image.id) " + (isThere ? "is left behind" : "was deleted again"))
        }
    }

    private func create(
        _ draft: ImageDraft, on backend: any ImageBackend, in store: Store.ID?, keepsFailed: Bool
    ) async throws -> Image {
        let creating = try backend.require(.creating)
        let send = try sender(to: store, on: backend)
        var draft = draft
        let protection = LateProtection(takenFrom: &draft, on: backend)
        let wording = BegunImage.Wording(deed: "the upload of '\(source.name)'", prefix: prefix)
        let begun = BegunImage(draft, on: backend, wording, keepsFailed: keepsFailed, console: context.console)
        let origin = BegunImage.Origin(
            name: source.name, size: source.stream.length, journal: TransferJournal(context.session.environment))
        let filled = try await begun.fill(from: origin, by: creating, before: protection, send)
        let id = filled.image.id
        return try await protection.finish(filled, "the image \(id) is complete", word: wording.word(id))
    }

    /// The data of a record that has none.
    /// - Parameter store: where a service with several stores keeps it; `nil` is its default.
    func fill(_ target: LocatedImage, store: Store.ID? = nil) async throws -> Image {
        let send = try sender(to: store, on: target.backend)
        do {
            return try await send(target.image)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw error.adding(await Self.state(of: target))
        }
    }

    /// What has become of a record whose upload failed: it may have got its data all the same, or other data, or be gone.
    private static func state(of target: LocatedImage) async -> String {
        let label = "image '\(target.image.label)'"
        return switch await Leftover.found(target.id, on: target.backend) {
        case .still(.queued): "\(label) still has no data"
        case .still(let status?): "\(label) is '\(status)' now"
        case .still(nil): "whether \(label) has data now is not known"
        case .nothing, .removed: "\(label) is not there any more"
        }
    }

    /// What sends the data.
    /// - Throws: ``ImageError`` with code `.unsupported`, before anything was sent.
    private func sender(
        to store: Store.ID?, on backend: any ImageBackend
    ) throws -> @Sendable (Image) async throws -> Image {
        guard let store else {
            let uploading = try backend.require(.uploading)
            return { image in try await transfer { try await uploading.upload($0, to: image.id) } }
        }
        let stores = try backend.require(.stores)
        return { image in try await transfer { try await stores.upload($0, to: image.id, in: store) } }
    }

    /// Sends the data into the staging area of the service.
    func stage(_ record: Image, by importing: any ImageImporting) async throws -> Image {
        try await transfer { try await importing.stage($0, for: record.id) }
    }

    /// From here on the service works by itself, so nothing is cleaned up: it may still succeed.
    private func imported(_ record: Image, by importing: any ImageImporting) async throws -> Image {
        do {
            return try await ImportWatch(importing: importing, console: context.console, prefix: prefix).finish(record)
        } catch {
            throw error.adding("the image \(record.id) is left behind")
        }
    }

    private func transfer(_ body: @Sendable (ByteStream) async throws -> Image) async throws -> Image {
        let line = share == nil ? ownLine : nil
        defer { line?.finish() }
        let share = share ?? line.map(LineShare.init)
        return try await source.locatingFaults {
            let data = source.stream.limited(by: limit)
            return try await body(share.map { data.counted(by: $0) } ?? data)
        }
    }

    private var ownLine: ProgressLine {
        context.console.progress(
            "uploading \(source.label)", of: source.stream.length,
            ending: "waiting until the image is stored")
    }
}
