internal import BackendKit
internal import CommandKit

/// Waits until a service has done what an import asked of it, and says how it ended.
struct ImportWatch: Sendable {
    let importing: any ImageImporting
    let console: Console
    /// What names the backend before the image, for hints.
    var prefix = ""
    /// The image as its user calls it, for hints; `nil` is its ID.
    var word: String?
    /// How the time between two looks passes.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// So many looks, over eight seconds, before an import that nobody saw begin counts as one that has failed.
    private static let looksForBeginning = 5

    /// - Returns: the image as the import left it, in every store that was asked for.
    /// - Throws: ``ImageError`` when the import failed, in all stores or in some; `CancellationError` when the caller
    ///   would not wait: the import goes on then.
    func finish(_ image: Image) async throws -> Image {
        let line = console.statusLine()
        defer { line.finish() }
        do {
            return try await wait(for: image, line)
        } catch is CancellationError {
            line.finish()
            try console.notice(
                "the service goes on with the import; see how it ends: image tasks \(word(image))")
            throw CancellationError()
        }
    }

    private func wait(for image: Image, _ line: StatusLine) async throws -> Image {
        var pauses = GrowingPause(from: .seconds(1), to: .seconds(10))
        var looksLeft = Self.looksForBeginning
        var silence = LongSilence()
        while true {
            let state = try await state(of: image)
            looksLeft = state.isRunning ? 0 : looksLeft - 1
            guard state.isRunning || (state.mayBegin && looksLeft > 0) else { return try outcome(state) }
            let text = Self.text(of: state)
            let next = pauses.take()
            if let time = silence.note("\(text); \(state.message ?? "")", before: next) { try tell(time, image, line) }
            try line.show(text, detail: state.message)
            try await pause(next)
        }
    }

    /// Says what to look at, and that nobody has to wait: what a service has lost does not end.
    private func tell(_ time: String, _ image: Image, _ line: StatusLine) throws {
        line.finish()
        try console.warn(
            "nothing has changed for \(time): the service may be at it, or may have lost the import of '\(image.label)'; "
                + "Ctrl-C ends the wait, and this tells more: image tasks \(word(image)) --long")
    }

    private func state(of image: Image) async throws -> ImportState {
        do {
            return try await importing.importState(of: image.id)
        } catch let error as ImageError where error.code == .notFound {
            throw ImageError(.notFound, "image '\(image.label)' was deleted while it was imported")
        } catch let error as ImageError {
            var error = error
            error.message += "; how the import of '\(image.label)' ends is not known"
            error.hint = error.hint ?? "image tasks \(word(image))"
            throw error
        }
    }

    private func outcome(_ state: ImportState) throws -> Image {
        let image = state.image
        guard state.failure != nil || !state.failedStores.isEmpty else { return image }
        let hint = "image tasks \(word(image)) --long"
        let reason = state.failure.map { [$0] } ?? []
        let stores = state.failedStores.joined(separator: ", ")
        if image.status == .active {
            let what =
                stores.isEmpty ? "the import of '\(image.label)' failed" : "'\(image.label)' is not in: \(stores)"
            throw ImageError(.local, "\(what); the image can be used", details: reason, hint: hint)
        }
        let names = stores.isEmpty || reason.contains { $0.contains(stores) } ? [] : ["failed stores: \(stores)"]
        throw ImageError(
            .local, "the import of '\(image.label)' failed; its status is '\(image.status)'", details: reason + names,
            hint: hint)
    }

    private func word(_ image: Image) -> String { word ?? Quoting.word(prefix + image.id.rawValue) }

    private static func text(of state: ImportState) -> String {
        let stores = state.pendingStores.joined(separator: ", ")
        return "importing \(state.image.label): \(state.image.status)" + (stores.isEmpty ? "" : "; to come: \(stores)")
    }
}
