internal import BackendKit
public import CommandKit
internal import Processes

/// The program: takes its arguments, chooses where lines come from, and gives the status to end with.
public struct Shell: Sendable {
    let registry: Registry
    let variables: [String: String]
    let streams: ShellStreams
    /// Whether this is the program itself, and not a part of another one.
    let isProgram: Bool

    /// - Throws: ``RegistrationConflict`` when two plugins bring things of one name.
    public init(plugins: [any Plugin], environment: [String: String], streams: ShellStreams? = nil) throws {
        registry = try Registrar(plugins: plugins).finish()
        variables = environment
        self.streams = streams ?? .process(environment)
        isProgram = streams == nil
    }

    /// What is left to do when the program has begun.
    public enum Beginning: Sendable {
        case ended(ExitStatus)
        /// The work gives the status to end with.
        case goesOn(@Sendable () async -> ExitStatus)
    }

    /// Begins with the words the process was started with. What takes no session, such as telling the version, is done at
    /// once: nothing is made ready for more.
    public func begin() -> Beginning {
        StandardStreams.occupy()
        do {
            let words = try ProcessWords.all()
            ProcessWords.hideSecrets(in: words)
            return begin(Array(words.dropFirst()), calledAs: words.first ?? "imgsh")
        } catch {
            return .ended(report(error))
        }
    }

    /// Runs until there is nothing left to do.
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - program: the name it was called by. Called `openstack` or `glance` it stands in for that client.
    public func run(_ arguments: [String], calledAs program: String = "imgsh") async -> ExitStatus {
        switch begin(arguments, calledAs: program) {
        case .ended(let status): status
        case .goesOn(let work): await work()
        }
    }

    private func begin(_ arguments: [String], calledAs program: String) -> Beginning {
        SignalMonitor.ignoreBrokenPipesAndFileLimits()
        do {
            var request =
                try Dialect(program: program).map { (dialect) throws(UsageError) in
                    try ProcessArguments(arguments, as: dialect)
                } ?? ProcessArguments(arguments)
            if case .words(let words) = request.task, let dialect = request.dialect {
                try dialect.check(words, in: registry)
                request.task = .words(dialect.line(words))
            }
            guard let text = text(for: request.task) else {
                return .goesOn { [request] in await run(request, arguments) }
            }
            try streams.output.write(text)
            try streams.output.flush()
            return .ended(.done)
        } catch {
            return .ended(report(error))
        }
    }

    /// What a task tells that needs nothing else.
    private func text(for task: ProcessArguments.Task) -> String? {
        switch task {
        case .version: "imgsh \(Version.text)\n"
        case .help: Usage.text(columns: streams.surroundings.columns())
        case .manual: Manual.page(registry)
        case .language: LanguagePage.text()
        default: nil
        }
    }

    private func run(_ request: ProcessArguments, _ arguments: [String]) async -> ExitStatus {
        do {
            var status = ExitStatus.done
            if case .complete(let asked) = request.task {
                // Who presses Tab at the prompt of another shell is no more asked than at ours.
                try await BackendQuestions.$areWelcome.withValue(false) {
                    try await complete(asked, request, arguments)
                }
            } else {
                status = try await work(request)
            }
            try streams.output.flush()
            return status
        } catch {
            return report(error)
        }
    }

    private func report(_ error: any Error) -> ExitStatus {
        let report = StatusReport(error, in: Script(name: nil, text: "", isOfOtherShell: true))
        try? report.write(to: streams.errors)
        return report.status
    }

    private func work(_ request: ProcessArguments) async throws -> ExitStatus {
        if request.onlyChecks { return try await check(request) }
        let preferences = Preferences()
        preferences.change { values in
            values.isDryRun = request.isDryRun
            values.echoes = request.echoes
        }
        let canPage = streams.surroundings.outputIsTerminal && !Surroundings.isDumb(variables["TERM"])
        let paged = request.hasPrompt && canPage ? PagedOutput(streams.output) : nil
        var surroundings = surroundings(request)
        surroundings.layout = { preferences.now.layout }
        let jobs = Jobs(
            paged.map { streams.held(by: $0) } ?? streams, surroundings, directory: variables["TMPDIR"] ?? "/tmp")
        let session = try session(
            request,
            reportingTo: { report in
                // Who presses Tab waits for no service, and goes on typing.
                if case .waiting = report, !BackendQuestions.areWelcome, jobs.board.isAtEditor { return nil }
                return JobStage.current?.console ?? jobs.unattributed
            }, preferences)
        let runner = ProgramRunner(terminal: request.hasPrompt ? 0 : nil)
        let names = BackendNames(session, kept: KeptNames(session.environment))
        let interpreter = Interpreter(
            registry: registry, session: session, stage: jobs.newStage(), jobs: jobs, interrupts: Interrupts(),
            programs: LentTerminal(
                programs: paged.map { ReleasingPrograms(paged: $0, base: runner) } ?? runner, jobs: jobs),
            files: ScriptFiles(), pipedInput: PipedInput.stream(for: request),
            didRun: { names.invalidate() })
        let foreground = Foreground(interpreter, jobs: jobs)
        let engine = CompletionEngine(
            registry: registry, session: session, names: names,
            aliases: { await foreground.interpreter.aliases() }, jobs: { jobs.candidates },
            language: { await foreground.interpreter.languageNames })
        let door = Door(
            foreground: foreground, session: session, engine: engine, environment: session.environment,
            startFile: StartFile(request, session.environment),
            chosen: request.dialect == nil
                ? try StartingBackend.chosen(request.backend, session.environment, registry) : nil,
            paged: paged)
        let status = await door.enter(request)
        await names.stop()
        await session.close()
        return status
    }

    private func surroundings(_ request: ProcessArguments) -> Console.Surroundings {
        var surroundings = streams.surroundings
        surroundings.isQuiet = request.isQuiet
        if request.dialect == .glance { surroundings.tableLook = .glance }
        // Questions are for a person at the prompt. Whoever hands over a script, or a command written for another
        // client, may not be there to answer.
        if request.task != .lines { surroundings.isInteractive = false }
        return surroundings
    }

    /// - Parameter console: of whatever makes the report; `nil` when nobody is told, of anything or of this one.
    func session(
        _ request: ProcessArguments, reportingTo console: (@Sendable (BackendDiagnostics.Report) -> Console?)?,
        _ preferences: Preferences = Preferences()
    ) throws -> Session {
        let diagnostics = BackendDiagnostics()
        let environment = BackendEnvironment(
            variables: variables, options: request.settings, diagnostics: diagnostics,
            questions: console == nil ? .none : questions(request))
        let log = try environment[GlobalOptions.logFile].map(LogFile.init)
        if let console {
            let isShown = environment.isOn(GlobalOptions.debug) == true
            diagnostics.handle { report in
                log?.write(report)
                if case .trace = report, !isShown { return }
                if let console = console(report) { DiagnosticsReport.write(report, to: console) }
            }
        }
        diagnostics.tracesExchanges = environment.isOn(GlobalOptions.debug) == true || log != nil
        diagnostics.timesCalls = environment.isOn(GlobalOptions.timing) == true
        let start =
            request.dialect == nil
            ? try StartingBackend.address(request.backend, environment, registry)
            : BackendAddress(kind: "glance", cloud: environment["OS_CLOUD"])
        return Session(registry: registry, environment: environment, start: start, preferences: preferences)
    }

    /// A script may run where nobody is, also on a terminal.
    private func questions(_ request: ProcessArguments) -> BackendQuestions {
        if case .script = request.task { return .none }
        guard let ask = streams.askSecret else { return .none }
        return BackendQuestions { name in
            guard let stage = JobStage.current else { return try await ask(name) }
            return try await stage.ask(name, by: ask)
        }
    }
}
