internal import BackendKit
internal import CommandKit

/// Waits until a service has made an image of a server, and says how it ended.
struct SnapshotWatch: Sendable {
    let image: Image.ID
    let name: String
    let server: Server
    let backend: any ImageBackend
    let servers: any ServerSnapshotting
    let console: Console
    /// How the time between two looks passes.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    private var deed: String { "making image '\(name)' of server '\(server.name)'" }

    /// - Returns: the finished image.
    /// - Throws: ``ImageError`` when it was not made; `CancellationError` when the caller would not wait: the service
    ///   goes on then.
    func finish() async throws -> Image {
        let line = console.statusLine()
        defer { line.finish() }
        do {
            var pauses = GrowingPause(from: .seconds(1), to: .seconds(10))
            var silence = LongSilence()
            while true {
                let found = try await look()
                if found.status == .active { return found }
                let (text, task) = ("\(deed): \(found.status)", await task())
                let next = pauses.take()
                if let time = silence.note("\(text); \(task ?? "")", before: next) { try tell(time, line) }
                try line.show(text, detail: task)
                try await pause(next)
            }
        } catch is CancellationError {
            line.finish()
            try console.notice("the service goes on; see how it ends: image show \(image)")
            throw CancellationError()
        }
    }

    /// Says what to look at, and that nobody has to wait: what a service has lost does not end.
    private func tell(_ time: String, _ line: StatusLine) throws {
        line.finish()
        try console.warn(
            "nothing has changed for \(time): the service may be \(deed), or may have lost it; Ctrl-C ends the wait, and "
                + "these tell more: server list, image show \(image)")
    }

    /// The image as it is now.
    /// - Throws: ``ImageError`` with code `.local` when the image was not made after all.
    func look() async throws -> Image {
        do {
            let found = try await backend.image(image)
            guard !Self.failed.contains(found.status.rawValue) else {
                throw ImageError(.local, "\(deed) failed; the status of image \(image) is '\(found.status)'")
            }
            return found
        } catch let error as ImageError where error.code == .notFound {
            throw ImageError(
                .local, "\(deed) failed: image \(image) vanished", details: error.details, hint: "server list")
        } catch let error as ImageError where error.code != .local {
            var error = error
            error.message = "\(deed) was begun, and how it ends is not known: \(error.message)"
            error.hint = error.hint ?? "image show \(image)"
            throw error
        }
    }

    /// What services call an image whose making failed.
    private static let failed: Set<String> = ["error", "killed", "deleted", "pending_delete"]

    /// What is being done to the server. Only told on the way: a server that cannot be asked is no failure.
    private func task() async -> String? {
        switch (try? await servers.server(server.id))?.task {
        case "image_snapshot", "image_snapshot_pending": "the disk is copied"
        case "image_pending_upload": "waiting to upload"
        case "image_uploading": "uploading"
        default: nil
        }
    }
}
