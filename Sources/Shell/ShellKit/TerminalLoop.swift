internal import BackendKit
internal import CommandKit
internal import Editline
internal import Processes

/// Reads lines from a person and runs them, until the person leaves.
struct TerminalLoop: Sendable {
    let foreground: Foreground
    let session: Session
    let editor: any LineEditor
    let history: HistoryFile
    let fields: PromptFields
    /// Where output goes that a pager may show.
    let paged: PagedOutput?

    /// What the next line is run by.
    private var interpreter: Interpreter { foreground.interpreter }

    /// - Returns: what the process ends with.
    func run() async -> ExitStatus {
        let live = LivePrompt(editor) { await prompt() }
        let following = Task { await live.follow(foreground.jobs) }
        defer { following.cancel() }
        while true {
            foreground.interrupts.forget()
            let prompt = await live.next()
            foreground.jobs.board.place(.editor(editor))
            switch await read(prompt) {
            case .end(let status): return status
            case .leaving(let status):
                if foreground.jobs.count == 0 || TerminalState.isGone(0) { return status }
                // With jobs running it asks as `exit` does.
                _ = await foreground.run(Script(name: nil, text: "exit"))
                if let status = await interpreter.exitRequest { return status }
            case .nothing: continue
            case .text(let text):
                await remember(text)
                var status = await run(text)
                // What 'edit' has left is a line like others.
                while let text = await interpreter.takeEntered() {
                    await remember(text)
                    status = await run(text)
                }
                if let status = await interpreter.exitRequest { return status }
                if status != .done { await dropPasted() }
            }
        }
    }

    private func remember(_ text: String) async {
        if await interpreter.mayRemember(text) { await history.remember(text) }
    }

    private func prompt() async -> Prompt {
        PromptText.of(
            session.preferences.now.prompt, await fields.values(lastStatus: await interpreter.lastStatus))
    }

    private func run(_ text: String) async -> ExitStatus {
        let script = Script(name: nil, text: text)
        guard let paged, session.preferences.now.pages else { return await foreground.run(script) }
        paged.begin()
        let status = await foreground.run(script)
        do {
            try await foreground.jobs.lendTerminal { try await paged.end(isPaged: status != .interrupted) }
        } catch {
            return await interpreter.report(error)
        }
        return status
    }

    private enum Input {
        case text(String)
        case nothing
        /// Ctrl-D where a command would begin.
        case leaving(ExitStatus)
        case end(ExitStatus)
    }

    /// One whole command, which may take several lines.
    private func read(_ first: Prompt) async -> Input {
        var typed = GrowingText()
        var request = await request(first)
        while true {
            guard let event = try? await editor.readLine(request) else { return .end(.failed) }
            switch event {
            case .line(let line):
                guard let open = typed.add(line) else { return typed.text.isBlank ? .nothing : .text(typed.text) }
                request.prompt = PromptText.continuation(open)
                request.rightPrompt = Prompt([])
                request.earlier = typed.text + "\n"
            case .interrupted:
                await dropPasted()
                return .nothing
            case .endOfInput:
                // In the middle of a command it gives the command up, at its beginning it leaves.
                return typed.isEmpty ? .leaving(await interpreter.lastStatus) : .nothing
            case .finished:
                return .end(.signal(15))
            }
        }
    }

    private func request(_ prompt: Prompt) async -> LineRequest {
        let preferences = session.preferences.now
        let values = await fields.values(lastStatus: await interpreter.lastStatus)
        let book = CommandBook(interpreter.registry.known, aliases: await interpreter.aliases().map(\.name))
        return LineRequest(
            prompt: prompt, rightPrompt: PromptText.of(preferences.rightPrompt, values),
            adviser: ShellAdviser(book: book, preferences: preferences), suggestsEarlierLines: preferences.suggests,
            keyMap: KeyMap(rawValue: preferences.keys.rawValue))
    }

    private func dropPasted() async {
        let count = await editor.dropPendingLines()
        if count > 0 {
            try? interpreter.console.notice("\(count) pasted \(count == 1 ? "line was" : "lines were") not run")
        }
    }
}

extension String {
    /// Whether there is nothing but blanks in it.
    var isBlank: Bool { unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\n" } }
}
