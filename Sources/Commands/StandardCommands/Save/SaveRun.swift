internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// Saves images to files, one or several at a time.
struct SaveRun: Sendable {
    private let options: Download.Options
    private let console: Console
    private let journal: TransferJournal?

    /// - Parameter images: all that are to be saved.
    /// - Throws: ``ImageError`` with code `.unsupported`, before anything was read.
    init(_ images: [SavedImage], options: Download.Options, context: CommandContext) throws {
        for saved in images {
            _ = try saved.backend.require(.downloading)
            if !options.stores.isEmpty { _ = try saved.backend.require(.stores) }
        }
        self.options = options
        console = context.console
        journal = TransferJournal(context.session.environment)
    }

    /// Saves one image.
    func save(_ saved: SavedImage, to destination: Destination) async throws {
        let image = saved.image
        let line = console.progress("saving \(image.label)", of: image.size)
        defer { line.finish() }
        let observer = observer(at: { line.move(to: $0) }, moved: { line.advance($0) })
        _ = try await download(saved, to: destination, observer)
    }

    private enum Result: Sendable {
        case saved(Int64)
        case wasThere
        case failed(any Error)
    }

    /// Saves several, says what became of each, and ends with the worst status there was.
    /// - Parameter missing: what was to be saved as well, and was not found.
    /// - Throws: ``SilentFailure``, everything having been said; `CancellationError`.
    func saveAll(_ plan: SavePlan, missing: [ImageBatch.Miss], jobs: Int) async throws {
        let label =
            plan.items.count == 1 ? "saving \(plan.items[0].saved.image.label)" : "saving \(plan.items.count) images"
        let line = console.progress(label, of: plan.items.map { $0.saved.image.size ?? 0 }.byteSum())
        defer { line.finish() }
        var summary = BatchSummary(of: plan.items.count + missing.count, "saved to '\(plan.directory)'")
        for miss in missing { summary.failed(miss.status) }
        do {
            try await ParallelJobs(count: jobs).run(plan.items) { item in
                try await result(of: item, line)
            } ended: { _, result in
                switch result {
                case .saved(let size): summary.done(size)
                case .wasThere: summary.wasThere()
                case .failed(let error): summary.failed(ExitStatus(error))
                }
            }
        } catch let stopped as CancellationError {
            line.finish()
            try? console.notice(summary.text)
            throw stopped
        }
        line.finish()
        try console.notice(summary.text)
        if let status = summary.status { throw SilentFailure(status) }
    }

    /// - Throws: `CancellationError` only.
    private func result(of item: SavePlan.Item, _ line: ProgressLine) async throws -> Result {
        let (image, path) = (item.saved.image, item.path)
        do {
            if try await VerifiedFile.holds(image, at: path) {
                line.move(by: image.size ?? 0)
                try console.notice("'\(image.label)': '\(path)' holds it already, verified")
                return .wasThere
            }
            // A name that was made is never a name to replace.
            let destination = try Destination(path, replacing: false)
            try console.notice("'\(image.label)' to '\(path)'")
            let share = LineShare(line)
            let outcome = try await download(
                item.saved, to: destination, observer(at: { share.move(to: $0) }, moved: { share.advance($0) }))
            return .saved(outcome.size)
        } catch let error as CancellationError {
            throw error
        } catch {
            try console.report(Self.naming(item, in: error), about: "'\(image.label)'")
            return .failed(error)
        }
    }

    /// What replaces a file that is there: one whose name was made is replaced only by its own name.
    static func naming(_ item: SavePlan.Item, in error: any Error) -> any Error {
        guard var error = error as? ImageError, error.hint == "--force" else { return error }
        error.hint = "image save \(item.saved.word) --file \(Quoting.word(item.path)) --force"
        return error
    }

    private func download(
        _ saved: SavedImage, to destination: Destination, _ observer: TransferObserver
    ) async throws -> Download.Outcome {
        try await Download(
            of: saved.image, from: saved.backend, to: destination, journal: journal, options: options,
            observer: observer
        ).run()
    }

    private func observer(
        at: @escaping @Sendable (Int64) -> Void, moved: @escaping @Sendable (Int) -> Void
    ) -> TransferObserver {
        let console = console
        // Whoever cannot read a notice gets the file all the same.
        return TransferObserver(
            isAt: at, moved: moved, note: { try? console.notice($0) }, warn: { try? console.warn($0) })
    }
}
