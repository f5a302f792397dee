internal import BackendKit
internal import CommandKit

/// Runs statements: finds the command, reads its arguments, runs it, reports what went wrong, keeps `$?`.
///
/// How the tree of a script is walked is in `Language/Evaluating`.
actor Interpreter {
    let registry: Registry
    let session: Session
    /// Where what runs here is seen.
    nonisolated let stage: JobStage
    /// The jobs of the session.
    nonisolated let shared: Jobs
    nonisolated let interrupts: Interrupts
    let programs: any ProgramRunning
    let files: any ScriptReading
    var aliasTable = Aliases()
    var functions: [String: Function] = [:]
    var historyFile: HistoryFile?
    /// Writes down what is typed.
    var recorder: SessionRecorder?
    /// Texts that commands want to be run after them, as if they had been typed.
    var entered: [String] = []
    /// What runs.
    var stack = CallStack()
    /// Where the statement that runs writes.
    var outlet: Console
    /// Where a dry run says what would be done.
    var plan: Console
    /// What the statement that runs reads.
    var input: ByteStream?
    let lastImage: LastImage
    nonisolated let toldChanges: ToldChanges
    /// What a dry run puts where a text would be, had the command that it was only told of run.
    var standIn: String?
    /// The backend that the command which runs was addressed to; the lines of a script it runs are for it as well.
    var addressed: BackendChoice?
    /// The backend that commands mean, when it is not the current one of the session.
    var home: BackendChoice?
    /// Set once something asked the shell to end.
    private(set) var exitRequest: ExitStatus?
    /// What the last command ended with.
    var lastStatus = ExitStatus.done
    /// Failures after which the script went on.
    var tolerated: Set<ExitStatus> = []
    var flushing = Flushing()
    /// Whether this runs beside others in `parallel`.
    var isBranch = false
    /// Called after each command, for caches of what the backend holds.
    let didRun: @Sendable () -> Void

    init(
        registry: Registry, session: Session, stage: JobStage, jobs: Jobs, interrupts: Interrupts,
        programs: any ProgramRunning, files: any ScriptReading, pipedInput: ByteStream? = nil,
        lastImage: LastImage = LastImage(), toldChanges: ToldChanges = ToldChanges(),
        didRun: @escaping @Sendable () -> Void = {}
    ) {
        self.registry = registry
        self.session = session
        self.stage = stage
        shared = jobs
        self.interrupts = interrupts
        self.programs = programs
        self.files = files
        self.lastImage = lastImage
        self.toldChanges = toldChanges
        self.didRun = didRun
        outlet = stage.console
        plan = stage.console
        input = pipedInput
    }

    nonisolated var console: Console { stage.console }

    /// Runs a text until its end, its first failure, or a request to exit. What fails is reported.
    @discardableResult
    func run(_ script: Script, arguments: [String] = []) async -> ExitStatus {
        await enter(script, as: .entry, arguments) { try script.parsed() }
    }

    /// Runs the next piece of a text that comes in pieces, as a part of one run.
    /// - Returns: what the whole ended with; `nil` when the next piece is to be run.
    func run(piece: Script, arguments: [String]) async -> ExitStatus? {
        let outcome = await evaluate(piece, as: .entry, arguments) { try piece.parsed() }
        if let exitRequest { return exitRequest }
        return outcome.flow == .on ? nil : status(of: outcome)
    }

    /// What a run ends with when all its pieces were run.
    var statusOfPieces: ExitStatus { status(of: .done) }

    /// Runs a file given on the command line.
    func runFile(_ path: String, arguments: [String]) async -> ExitStatus {
        do {
            let script = try await files.script(at: path)
            return await enter(script, as: .main(path: path), arguments) { try script.parsed() }
        } catch {
            return report(error, at: nil)
        }
    }

    /// Runs words that the system's shell has already taken apart.
    func run(words: [String]) async -> ExitStatus {
        let (line, placed) = ArgumentLine.make(words)
        return await enter(Script(name: nil, text: line, isOfOtherShell: true), as: .entry) {
            Block(statements: [Statement(words: placed)])
        }
    }

    /// Runs a whole text, and gives what it ended with: its failure, or the worst one after which it went on.
    func enter(
        _ script: Script, as kind: Frame.Kind, _ arguments: [String] = [], _ parse: () throws -> Block
    ) async -> ExitStatus {
        tolerated = []
        let recorder = script.name == nil ? recorder : nil
        let status = status(of: await evaluate(script, as: kind, arguments, parse))
        lastStatus = status
        if let recorder { record(script, status, by: recorder) }
        return exitRequest ?? status
    }

    /// Runs a text as one thing that ``Interrupts/interrupt()`` cancels.
    private func evaluate(
        _ script: Script, as kind: Frame.Kind, _ arguments: [String], _ parse: () throws -> Block
    ) async -> Outcome {
        interrupts.reset()
        flushing.failure = nil
        if kind == .entry {
            stack.top = Frame(kind, script, arguments: arguments)
        } else {
            stack.push(Frame(kind, script, arguments: arguments))
        }
        defer { if kind != .entry { stack.pop() } }
        do {
            let block = try parse()
            let outcome = try await interrupts.run { await self.evaluate(block) }
            if let unsaid = outcome.unsaid { _ = report(unsaid, at: unsaid.span) }
            try outlet.output.flush()
            try flushing.throwFailure()
            return outcome
        } catch {
            return Outcome(report(error, at: nil), .stops)
        }
    }

    private func status(of outcome: Outcome) -> ExitStatus {
        guard outcome.status == .done else { return outcome.status }
        return ExitStatus.worst(of: tolerated) ?? .done
    }

    /// Keeps what is typed from now on.
    func use(_ history: HistoryFile) { historyFile = history }

    /// As if nothing had been run.
    func forgetStatus() { lastStatus = .done }

    /// As if nothing had asked for the end.
    func forgetExit() { exitRequest = nil }

    /// Notes that the shell shall end after the command that runs.
    func requestExit(_ status: ExitStatus) { exitRequest = status }

    /// Says what went wrong, and gives the status for it.
    func report(_ error: any Error, at span: SourceSpan?) -> ExitStatus {
        // One key interrupts all branches of a 'parallel', and whoever runs them says so once.
        if isBranch, error is CancellationError { return .interrupted }
        let origin = (error as? ProgramFailure)?.origin ?? (stack.top.script, stack.trace)
        let report = StatusReport(error, in: origin.script, statement: span, trace: origin.trace)
        // Output that came before the error belongs before it; when it cannot be written, the error still can.
        let flushed = Result { try outlet.output.flush() }
        try? report.write(to: outlet.errors)
        if case .failure(let failure) = flushed, report.lines.isEmpty { return ExitStatus(failure) }
        return report.status
    }

    /// Says what went wrong with something that is in no text.
    func report(_ error: any Error) -> ExitStatus {
        let report = StatusReport(error)
        try? report.write(to: outlet.errors)
        return report.status
    }
}

extension Statement {
    /// Words that are what they are.
    init(words: [Word]) {
        let templates = words.map { word in
            WordTemplate(
                parts: word.text.isEmpty ? [] : [.text(word.text)], span: word.span, isQuoted: word.isQuoted,
                beginsBare: false)
        }
        let pipeline = Pipeline(command: Pipeline.Part(words: templates))
        self.init(action: .command(pipeline), span: pipeline.command.span, range: 0..<0)
    }
}
