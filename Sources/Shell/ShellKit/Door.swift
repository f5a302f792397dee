internal import BackendKit
internal import CommandKit
internal import Editline
internal import Glibc
internal import Processes
internal import Synchronization

/// Where lines come from: plain arguments, `-c`, a file, standard input, or a person at a terminal.
struct Door: Sendable {
    let foreground: Foreground
    let session: Session
    let engine: CompletionEngine
    let environment: BackendEnvironment
    /// What runs before the first prompt.
    let startFile: StartFile?
    /// The backend that was chosen for this start.
    let chosen: BackendAddress?
    /// Output at the prompt that a pager may show.
    let paged: PagedOutput?

    private var interpreter: Interpreter { foreground.interpreter }
    private var console: Console { foreground.console }
    private var jobs: Jobs { foreground.jobs }

    func enter(_ request: ProcessArguments) async -> ExitStatus {
        let status: ExitStatus
        if request.task == .lines { ForegroundProgram.waitForForeground(of: 0) }
        let goesOn = request.staysInteractive && EditlineEditor.isUsable(input: 0)
        switch request.task {
        case .lines where EditlineEditor.isUsable(input: 0): return await prompt()
        case .lines: return await quietly { await StandardInputLoop(interpreter: interpreter).run() }
        case .text(let text, let arguments):
            status = await quietly(goesOn) {
                await interpreter.run(Script(name: nil, text: text), arguments: arguments)
            }
        case .script("-", let arguments):
            return await quietly { await StandardInputLoop(interpreter: interpreter, arguments: arguments).run() }
        case .script(let path, let arguments):
            status = await quietly(goesOn) { await interpreter.runFile(path, arguments: arguments) }
        case .words(let words): status = await quietly { await interpreter.run(words: words) }
        case .version, .help, .manual, .language, .complete: return .done
        }
        if goesOn, await interpreter.exitRequest == nil { return await prompt() }
        return status
    }

    /// Runs without a prompt: a first signal stops the command and the jobs in good order, a second one at once unless it
    /// is SIGHUP. One that we were started to ignore, as by `nohup`, stops nothing. Jobs are waited for: they would end
    /// with us.
    /// - Parameter goesOn: whether a prompt follows.
    private func quietly(_ goesOn: Bool = false, _ body: @Sendable () async -> ExitStatus) async -> ExitStatus {
        let ended = EndingSignal()
        jobs.board.place(.console(console))
        let ignored = IgnoredSignals.keep(among: [SIGINT, SIGQUIT, SIGTERM, SIGHUP])
        let monitor = SignalMonitor([SIGINT, SIGTERM, SIGHUP].filter { !ignored.contains($0) }) { signal in
            ended.note(signal.number)
            jobs.cancelAll()
            // A program that runs has heard of the key.
            if signal.number != SIGINT { ForegroundProgram.passOn(signal.number) }
            // SIGHUP is nobody's impatience: the end of a login session sends it right behind SIGTERM.
            if foreground.interrupts.interrupt() != 1, signal.number != SIGHUP { Glibc._exit(128 + signal.number) }
        }
        var status = await body()
        if !goesOn || ended.number != nil {
            _ = try? await foreground.interrupts.run { await jobs.finish() }
            status = jobs.worst(with: status)
        }
        withExtendedLifetime(monitor) {}
        return ended.number.map { .signal($0) } ?? status
    }

    private func prompt() async -> ExitStatus {
        let history = HistoryFile.open(environment, console: console)
        await interpreter.use(history)
        let editor: EditlineEditor
        do {
            editor = try await makeEditor(with: history)
        } catch {
            return await interpreter.report(error)
        }
        await history.follow(in: editor)
        await tellNotices()
        let ended = EndingSignal()
        let monitor = signals(reaching: editor, ended)
        jobs.board.place(.console(console))
        jobs.board.hasPrompt = true
        await start()
        jobs.suspension.isEnabled = true
        let loop = TerminalLoop(
            foreground: foreground, session: session, editor: editor, history: history,
            fields: PromptFields(session: session, jobCount: { [jobs] in jobs.count }), paged: paged)
        let status = if let early = await interpreter.exitRequest { early } else { await loop.run() }
        jobs.board.place(.console(console))
        jobs.cancelAll()
        await jobs.finish()
        await editor.close()
        if TerminalState.isGone(0) {
            SignalMonitor.ignoreHangUp()
            ended.note(SIGHUP)
        }
        withExtendedLifetime(monitor) {}
        return ended.number.map { .signal($0) } ?? status
    }

    private func makeEditor(with history: HistoryFile) async throws -> EditlineEditor {
        try EditlineEditor(
            input: 0, output: isatty(1) == 1 ? 1 : 2,
            options: EditlineEditor.Options(
                name: "imgsh", history: await history.entries, completer: EditorCompleter(engine: engine),
                usesColor: console.surroundings.usesColor, editrc: editrc,
                beginsToRead: { foreground.interrupts.forget() }))
    }

    /// Hears signals for as long as somebody holds the monitor: of the window for the editor, of keys for what runs, and
    /// those that are to end the process.
    private func signals(reaching editor: EditlineEditor, _ ended: EndingSignal) -> SignalMonitor {
        SignalMonitor([SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT]) { signal in
            let interrupts = foreground.interrupts
            switch signal.number {
            case SIGWINCH: editor.windowChanged()
            case SIGCONT: editor.continued()
            // From a key it comes only while the editor does not read keys, and no question hides its answer.
            // What came before a command began was not meant for it.
            case SIGINT:
                if signal.canBeFromKeys || interrupts.hasRun(since: signal.time) {
                    _ = interrupts.interrupt(by: signal.time)
                }
            // As in other shells it ends what runs, and not the shell with its line and its jobs.
            case SIGQUIT: if interrupts.hasRun(since: signal.time) { _ = interrupts.interrupt() }
            default:
                // A second time nobody waits for what will not end.
                if signal.number == SIGTERM, ended.number == SIGTERM {
                    EditlineEditor.giveTerminalBack()
                    Glibc._exit(128 + signal.number)
                }
                ended.note(signal.number)
                _ = interrupts.interrupt()
                jobs.cancelAll()
                editor.finish()
            }
        }
    }

    /// Runs the start file. It chooses the first backend only where nothing else did.
    private func start() async {
        await startFile?.run(in: interpreter)
        if let chosen { await session.begin(with: BackendChoice(chosen)) }
    }

    private func tellNotices() async {
        for notice in interpreter.registry.notices {
            // Whoever cannot read a notice can work all the same.
            if let text = await notice.text(environment) { try? console.notice(text) }
        }
    }

    private var editrc: String? {
        environment["EDITRC"] ?? environment["HOME"].map { $0 + "/.editrc" }
    }
}

/// The signal that ends the process, once there is one.
private final class EndingSignal: Sendable {
    private let state = Mutex<Int32?>(nil)

    var number: Int32? { state.withLock { $0 } }

    func note(_ number: Int32) { state.withLock { if $0 == nil { $0 = number } } }
}
