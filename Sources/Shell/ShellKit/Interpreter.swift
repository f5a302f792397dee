internal import BackendKit
public import CommandKit

/// Runs statements: finds the command, reads its arguments, runs it, reports what went wrong, keeps `$?`.
public actor Interpreter {
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
    var historyFile: HistoryFile?
    /// Texts that commands want to be run after them, as if they had been typed.
    var entered: [String] = []
    /// The scripts that run, outermost first.
    var callers: [String] = []
    /// The backend that the command which runs was addressed to; the lines of a script it runs are for it as well.
    private(set) var addressed: BackendChoice?
    /// The backend that commands mean, when it is not the current one of the session.
    var home: BackendChoice?
    /// Set once something asked the shell to end.
    public private(set) var exitRequest: ExitStatus?
    /// What the last command ended with.
    public private(set) var lastStatus = ExitStatus.done
    /// Called after each command, for caches of what the backend holds.
    let didRun: @Sendable () -> Void
    private let pipedInput: ByteStream?

    init(
        registry: Registry, session: Session, stage: JobStage, jobs: Jobs, interrupts: Interrupts,
        programs: any ProgramRunning, files: any ScriptReading, pipedInput: ByteStream? = nil,
        didRun: @escaping @Sendable () -> Void = {}
    ) {
        self.registry = registry
        self.session = session
        self.stage = stage
        shared = jobs
        self.interrupts = interrupts
        self.programs = programs
        self.files = files
        self.pipedInput = pipedInput
        self.didRun = didRun
    }

    nonisolated var console: Console { stage.console }

    /// Runs a text until its end, its first failure, or a request to exit. What fails is reported.
    @discardableResult
    func run(_ script: Script) async -> ExitStatus {
        var lexer = Lexer(script.text, line: script.firstLine)
        var status = ExitStatus.done
        while exitRequest == nil {
            do {
                guard let statement = try lexer.next() else { break }
                status = await run(statement.expandingHome(session.environment["HOME"]), in: script)
            } catch {
                status = report(error, in: script, at: nil)
            }
            lastStatus = status
            if status != .done { break }
        }
        return exitRequest ?? status
    }

    /// Runs a file given on the command line.
    func runFile(_ path: String, arguments: [String]) async -> ExitStatus {
        do {
            let script = try await files.script(at: path)
            callers.append(path)
            defer { callers.removeLast() }
            return await run(script)
        } catch {
            return report(error, in: Script(name: nil, text: ""), at: nil)
        }
    }

    /// Keeps what is typed from now on.
    func use(_ history: HistoryFile) { historyFile = history }

    /// Runs words that the system's shell has already taken apart.
    func run(words: [String]) async -> ExitStatus {
        let (line, placed) = ArgumentLine.make(words)
        let script = Script(name: nil, text: line)
        let status = await run(.command(placed), in: script)
        lastStatus = status
        return exitRequest ?? status
    }

    /// As if nothing had been run.
    func forgetStatus() { lastStatus = .done }

    /// As if nothing had asked for the end.
    func forgetExit() { exitRequest = nil }

    /// Notes that the shell shall end after the command that runs.
    func requestExit(_ status: ExitStatus) { exitRequest = status }

    func run(_ statement: Statement, in script: Script) async -> ExitStatus {
        interrupts.reset()
        do {
            switch statement {
            case .program(let line, _):
                let status = try await interrupts.run { [programs] in try await programs.run(line) }
                try console.output.flush()
                return status
            case .command(let words):
                try await perform(words, on: console)
                try console.output.flush()
                return .done
            case .background(let inner):
                await begin(inner, in: script)
                return .done
            }
        } catch {
            return report(error, in: script, at: statement.span)
        }
    }

    /// Runs one command, with this for its output.
    func perform(_ typed: [Word], on console: Console) async throws {
        // An alias may stand for an address, and one may follow it.
        let line = try AddressedLine(try aliasTable.expand(typed))
        let words = line.backend == nil ? line.words : try aliasTable.expand(line.words)
        guard let found = try await find(words) else { throw unknown(words) }
        let (rest, isQuiet) = QuietOption.take(from: Array(words.dropFirst(found.wordCount)))
        if let help = rest.first(where: { $0.text == "--help" || $0.text == "-h" }), !help.isQuoted,
            !rest.prefix(while: { $0 != help }).contains(where: { $0.text == "--" })
        {
            let backends = await session.abilities(for: found.command.signature)
            let columns = min(100, console.surroundings.columns())
            return try console.write(text: HelpText.page(for: found.command, columns: columns, backends: backends))
        }
        let signature = found.command.signature
        let call = try CallParser.parse(rest, by: signature)
        try checkForeground(signature, at: words[0].span)
        let outer = addressed
        addressed = try await backend(of: line) ?? outer
        defer { addressed = outer }
        let current = await session.current
        let context = CommandContext(
            session: session, home: addressed ?? home ?? current, isAddressed: addressed != nil,
            console: isQuiet ? console.quiet : console, shell: self, registry: registry,
            pipedInput: callers.isEmpty ? pipedInput : nil)
        try await whole(signature) { [interrupts] in
            try await interrupts.run { try await found.command.command.run(call, in: context) }
        }
        didRun()
    }

    /// The backend a line is addressed to.
    private func backend(of line: AddressedLine) async throws -> BackendChoice? {
        guard let name = line.backend, let span = line.address?.span else { return nil }
        do {
            return try await session.choice(for: name)
        } catch let error as ImageError {
            throw LocatedError(error: error, span: span)
        }
    }

    private func find(_ words: [Word]) async throws -> (command: RegisteredCommand, wordCount: Int)? {
        do {
            return try await registry.find(commandWords(words), in: session)
        } catch let error as ImageError {
            guard let first = words.first else { throw error }
            throw LocatedError(error: error, span: first.span)
        }
    }

    /// The words a command's name may be made of: up to the first option, and none that was quoted.
    private func commandWords(_ words: [Word]) -> [String] {
        words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }.map(\.text)
    }

    private func unknown(_ words: [Word]) -> UsageError {
        let plain = commandWords(words)
        let first = words[0]
        let registry = registry.known
        let nouns = registry.spellings.filter { $0.hasPrefix(first.text + " ") }
        if !nouns.isEmpty, plain.count == 1 || words.count == 1 {
            let verbs = nouns.map { $0.dropFirst(first.text.count + 1) }.joined(separator: ", ")
            return UsageError("'\(first.text)' needs a verb: \(verbs)", at: first.span, hint: nouns[0])
        }
        // One quoted word may have a blank in it; that makes it no pair.
        let isPair = plain.count > 1 && !nouns.isEmpty
        let tried = isPair ? plain.prefix(2).joined(separator: " ") : first.text
        let span = isPair ? words[0].span.through(words[1].span) : first.span
        let known = registry.spellings + aliasTable.names
        let words = isPair ? known : known.map { String($0.prefix { $0 != " " }) } + known
        let near = Suggestion.ranked(tried, words)
        return UsageError("no command '\(tried)'", at: span, hint: near.isEmpty ? "help" : near.joined(separator: ", "))
    }

    /// Says what went wrong, and gives the status for it.
    func report(_ error: any Error, in script: Script, at span: SourceSpan?) -> ExitStatus {
        let report = StatusReport(error, in: script, statement: span)
        // Output that came before the error belongs before it; when it cannot be written, the error still can.
        let flushed = Result { try console.output.flush() }
        for line in report.lines { try? console.errors.write(line + "\n") }
        if case .failure(let failure) = flushed, report.lines.isEmpty { return ExitStatus(failure) }
        return report.status
    }
}
