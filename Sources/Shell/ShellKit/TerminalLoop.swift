internal import BackendKit
internal import CommandKit
internal import Editline

/// Reads lines from a person and runs them, until the person leaves.
struct TerminalLoop: Sendable {
    let interpreter: Interpreter
    let session: Session
    let interrupts: Interrupts
    let editor: any LineEditor
    let history: HistoryFile

    /// - Returns: what the process ends with.
    func run() async -> ExitStatus {
        while true {
            interrupts.forget()
            let prompt = PromptText.first(
                backend: await session.current.name, isOffline: await session.currentState()?.contact == .offline,
                lastStatus: await interpreter.lastStatus)
            switch await read(prompt) {
            case .end(let status): return status
            case .nothing: continue
            case .text(let text):
                await history.remember(text, registry: interpreter.registry, in: editor)
                let status = await interpreter.run(Script(name: nil, text: text))
                if let status = await interpreter.exitRequest { return status }
                if status != .done { await dropPasted() }
            }
        }
    }

    private enum Input {
        case text(String)
        case nothing
        case end(ExitStatus)
    }

    /// One whole command, which may take several lines.
    private func read(_ first: Prompt) async -> Input {
        var text = ""
        var prompt = first
        while true {
            guard let event = try? await editor.readLine(prompt: prompt) else { return .end(.failed) }
            switch event {
            case .line(let line):
                text += line
                guard let reason = Self.unfinished(text) else { return text.isBlank ? .nothing : .text(text) }
                prompt = PromptText.continuation(reason)
                text += "\n"
            case .interrupted:
                await dropPasted()
                return .nothing
            case .endOfInput:
                // In the middle of a command it gives the command up, at its beginning it leaves.
                return text.isEmpty ? .end(await interpreter.lastStatus) : .nothing
            case .finished:
                return .end(.signal(15))
            }
        }
    }

    static func unfinished(_ text: String) -> SyntaxError.Unfinished? {
        if text.hasOpenContinuation { return .backslash }
        do {
            _ = try Lexer.statements(of: text)
            return nil
        } catch {
            return error.unfinished
        }
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

    /// Whether the last line ends with a backslash that nothing follows.
    var hasOpenContinuation: Bool {
        let slashes = unicodeScalars.reversed().prefix { $0 == "\\" }.count
        return slashes % 2 == 1
    }
}
