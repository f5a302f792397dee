internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Processes
internal import Synchronization

/// Commands whose streams lead elsewhere.
extension Interpreter {
    func run(_ pipeline: Pipeline) async throws {
        let words = try await words(of: pipeline.command.words)
        guard !words.isEmpty else {
            throw UsageError("'$@' has no words, so there is no command", at: pipeline.command.span)
        }
        if pipeline.isPlain {
            try await perform(words, on: outlet)
            return try settle()
        }
        let redirected = try await open(pipeline.command.redirections)
        if pipeline.programs.isEmpty {
            try await run(words, pipeline.command, redirected, into: redirected.output)
        } else {
            try await run(words, pipeline, redirected)
        }
    }

    /// Runs the command, and closes what was opened for it. What fails is reported where its errors lead.
    /// - Throws: ``SilentFailure``; ``ProgramFailure`` of a function.
    private func run(
        _ words: [Word], _ part: Pipeline.Part, _ redirected: Redirected, into sink: (any TextSink)?
    ) async throws {
        let (outer, outerInput) = (outlet, input)
        outlet = outer.leading(output: sink, errors: redirected.errors, asData: true)
        if let given = redirected.input { input = given }
        defer { (outlet, input) = (outer, outerInput) }
        var status = ExitStatus.done
        var unsaid: ProgramFailure?
        do {
            if redirected.input != nil { try checkReading(words) }
            try await perform(words, on: outlet)
            try outlet.output.flush()
        } catch let failure as ProgramFailure {
            (status, unsaid) = (failure.status, failure)
        } catch {
            status = report(error, at: part.span)
        }
        outlet = outer
        do {
            try redirected.close()
        } catch {
            if status == .done { throw error }
        }
        if let unsaid { throw unsaid }
        if status != .done { throw SilentFailure(status) }
    }

    private func run(_ words: [Word], _ pipeline: Pipeline, _ redirected: Redirected) async throws {
        var parts: [ProgramChain.Part] = []
        var opened: [Redirected] = []
        var names: [Word] = []
        for program in pipeline.programs {
            let words = try await self.words(of: program.words)
            guard let name = words.first, !name.text.isEmpty else {
                throw UsageError("a program needs a name", at: program.span)
            }
            let streams = try await open(program.redirections)
            if try isOnlyTold(program: words.map { Quoting.word($0.text) }.joined(separator: " ")) { continue }
            names.append(name)
            opened.append(streams)
            parts.append(ProgramChain.Part(words.map(\.text), streams: streams.streams))
        }
        // In a dry run no program takes the output.
        guard !parts.isEmpty else { return try await run(words, pipeline.command, redirected, into: NoSink()) }
        try outlet.output.flush()
        let isOurs = outlet.output.descriptor == 1 && !stage.isInBackground
        let pipe = ProgramPipe(parts: parts, output: isOurs ? nil : outlet.output)
        let ended = Ended()
        let ending: ProgramPipe.Ending
        do {
            ending = try await programs.run(pipe) { sink in
                ended.failure = await self.feed(sink, words, pipeline.command, redirected)
            }
        } catch let error as ProgramChain.StartError {
            throw Self.failure(error, names[error.index])
        }
        for streams in opened { try streams.close() }
        try check(ended.failure, ending, names)
    }

    /// Runs the command whose output the sink takes.
    /// - Returns: what it failed with.
    private func feed(
        _ sink: any TextSink, _ words: [Word], _ part: Pipeline.Part, _ redirected: Redirected
    ) async -> (any Error)? {
        do {
            try await run(words, part, redirected, into: sink)
            return nil
        } catch {
            return error
        }
    }

    /// The first part that failed makes the status. A program that has read enough is none.
    private func check(_ failure: (any Error)?, _ ending: ProgramPipe.Ending, _ names: [Word]) throws {
        if let failure, StatusReport(failure).status != .outputClosed { throw failure }
        if ending.programs.contains(where: \.wantedTerminal) {
            throw LocatedError(
                error: .wantedTerminal(names.map(\.text).joined(separator: " | ")), span: names[0].span)
        }
        for (ending, name) in zip(ending.programs, names) {
            let status: ExitStatus
            switch ending {
            case .exited(let code): status = ExitStatus(rawValue: code)
            case .signalled(let number): status = .signal(number)
            }
            if status == .interrupted { throw CancellationError() }
            if status != .done, status != .outputClosed {
                throw ProgramFailure(status: status, program: name.text, span: name.span)
            }
        }
        if let failure = ending.failure { throw failure }
    }

    private static func failure(_ error: ProgramChain.StartError, _ name: Word) -> LocatedError {
        let isMissing = error.code == ENOENT
        let reason = isMissing ? "no such program" : SystemReason.text(of: error.code)
        return LocatedError(
            error: ImageError(
                .local, "cannot start '\(name.text)': \(reason)",
                hint: isMissing ? OtherShellWords.hint(for: [name.text]) : nil),
            span: name.span)
    }
}

/// What a command that feeds programs failed with.
private final class Ended: Sendable {
    private let state = Mutex<(any Error)?>(nil)

    var failure: (any Error)? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Takes everything, and keeps nothing.
private struct NoSink: TextSink {
    func write(_ bytes: [UInt8]) {}
    func flush() {}
}
