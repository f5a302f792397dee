internal import BackendKit
internal import CommandKit
internal import FileIO

/// Makes an image of each of several files, some at the same time. One that fails leaves the others alone.
struct CreateRun: Sendable {
    let creation: ImageCreation
    private var console: Console { creation.context.console }

    init(_ creation: ImageCreation) { self.creation = creation }

    /// Makes them, says what became of each, and ends with the worst status there was.
    /// - Throws: ``SilentFailure``, everything having been said; `CancellationError`.
    func run(_ files: [NamedFile], jobs: Int, as output: OutputOptions) async throws {
        var report = try CreateReport(of: files, console: console, as: output)
        let line = console.progress(
            files.count == 1 ? "uploading \(files[0].file.text)" : "uploading \(files.count) files",
            of: creation.choice.unpacks ? nil : try await Self.size(of: files),
            ending: "waiting until the data is stored")
        defer { line.finish() }
        do {
            try await ParallelJobs(count: jobs).run(files) { file in
                try await outcome(of: file, line)
            } ended: { index, outcome in
                try report.add(outcome, at: index)
            }
        } catch let stopped as CancellationError {
            line.finish()
            try? report.finish()
            throw stopped
        } catch {
            line.finish()
            throw report.naming(made: error)
        }
        line.finish()
        do { try report.finish() } catch { throw report.naming(made: error) }
    }

    /// - Throws: `CancellationError`; an error of the terminal.
    private func outcome(of file: NamedFile, _ line: ProgressLine) async throws -> Result<Image, any Error> {
        do {
            let opened = try await ImageSource.open(file.file, or: nil, in: creation.context)
            guard let source = opened else { throw ImageError(.usage, "there is no file to read") }
            try console.notice("'\(file.imageName)' from '\(file.file.text)'")
            return .success(try await creation.create(file.imageName, from: source, on: LineShare(line)))
        } catch let error as CancellationError {
            throw error
        } catch {
            try console.report(error, about: "'\(file.imageName)'")
            return .failure(error)
        }
    }

    /// Bytes in all; a file that cannot be looked at has none.
    private static func size(of files: [NamedFile]) async throws -> Int64 {
        try await BlockingWork.run {
            files.map { (try? FileStatus.of($0.file.text))?.size ?? 0 }.byteSum()
        }
    }
}
