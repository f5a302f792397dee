internal import BackendKit
internal import CommandKit

/// Waits until images are where somebody wants them.
struct StatusWatch: Sendable {
    enum Goal: Sendable, Equatable {
        case status(Image.Status)
        case gone
    }

    let goal: Goal
    /// The longest wait; `nil` is for ever.
    let limit: Duration?
    let console: Console
    let clock: Pace

    /// From these no image comes back by itself (Glance API v2, image statuses; Nova: ERROR, DELETED; ours: damaged).
    private static let final: Set<String> = ["damaged", "deleted", "error", "killed", "pending_delete"]

    /// - Throws: ``ImageError``: `.local` when one cannot get there any more, `.network` when the time is over;
    ///   `CancellationError`.
    func finish(_ images: [LocatedImage]) async throws {
        let line = console.statusLine()
        defer { line.finish() }
        let start = clock.now()
        var waiting = images
        var pauses = GrowingPause(from: .seconds(2), to: .seconds(30))
        while true {
            var seen: [(target: LocatedImage, status: Image.Status)] = []
            for target in waiting {
                if let status = try await status(of: target), try !isThere(status, target) {
                    seen.append((target, status))
                }
            }
            waiting = seen.map(\.target)
            guard !waiting.isEmpty else { return }
            let texts = seen.map { "'\($0.target.image.label)' is '\($0.status)'" }.joined(separator: ", ")
            let spent = clock.now() - start
            if let limit, spent >= limit { throw timedOut(texts, waiting) }
            try line.show("waiting for \(goalText): \(texts)")
            let pause = pauses.take()
            try await clock.sleep(limit.map { min(pause, $0 - spent) } ?? pause)
        }
    }

    /// - Returns: `nil` when the image is gone, as it should be.
    private func status(of target: LocatedImage) async throws -> Image.Status? {
        do {
            return try await target.backend.image(target.id).status
        } catch let error as ImageError where error.code == .notFound {
            if goal == .gone { return nil }
            throw ImageError(
                .local, "image '\(target.image.label)' (\(target.id)) was deleted while it was waited for",
                details: error.details)
        }
    }

    private func isThere(_ status: Image.Status, _ target: LocatedImage) throws -> Bool {
        switch goal {
        case .gone: return status == .deleted
        case .status(let wanted):
            if status == wanted { return true }
            guard !Self.final.contains(status.rawValue) else {
                throw ImageError(
                    .local,
                    "image '\(target.image.label)' (\(target.id)) is '\(status)' and will not become '\(wanted)'",
                    hint: "image show \(target.word)")
            }
            return false
        }
    }

    private var goalText: String {
        switch goal {
        case .gone: "the end"
        case .status(let status): "'\(status)'"
        }
    }

    /// What the goal is called in a command; the standard one needs no words.
    private var goalOption: String {
        switch goal {
        case .gone: " --gone"
        case .status(.active): ""
        case .status(let status): " --status \(Quoting.word(status.rawValue))"
        }
    }

    private func timedOut(_ texts: String, _ waiting: [LocatedImage]) -> ImageError {
        ImageError(
            .network, "the time is over: \(texts)",
            hint: "image wait \(waiting.map(\.word).joined(separator: " "))" + goalOption)
    }
}
