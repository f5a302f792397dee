/// What one call of ``LineEditor/readLine(_:)`` ended with.
public enum LineEvent: Sendable, Equatable {
    /// A line was entered; here it is, without its newline.
    case line(String)
    /// Ctrl-C dropped the line; `^C` was shown and the cursor stands on a fresh row.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone; the cursor stands on a fresh row.
    case endOfInput
    /// The editor was told to finish, because the process is to end.
    case finished
}

/// Reads edited lines, one at a time, and shares the terminal with whoever has something to say meanwhile.
public protocol LineEditor: Sendable {
    /// Shows the prompt and waits for a line. Calls are served in order, one at a time.
    /// - Throws: `CancellationError` when the calling task is cancelled; ``EditorError`` when there is no editor.
    func readLine(_ request: LineRequest) async throws -> LineEvent
    /// Prints text above the line being edited, from any thread; control characters in it are shown, not obeyed.
    func notify(_ text: String)
    /// Puts another prompt before the line that is being edited, if it is this one that stands there.
    func replace(_ prompt: Prompt, by other: Prompt)
    /// Drops the lines that were pasted but not yet handed out, and says how many there were.
    func dropPendingLines() async -> Int
    /// Adds a line to the history that Up, Down and Ctrl-R walk. Keeping it beyond the process is the caller's part.
    func remember(_ line: String)
    /// Forgets those lines, and with them what is suggested and what was searched for last.
    func forgetLines()
    /// Restores the terminal and ends the editor's thread. Later reads end with ``LineEvent/finished``.
    func close() async
}

extension LineEditor {
    /// Reads a line behind a prompt, without advice.
    public func readLine(prompt: Prompt) async throws -> LineEvent {
        try await readLine(LineRequest(prompt: prompt))
    }
}

/// Why there is no editor.
public enum EditorError: Error, Equatable, CustomStringConvertible {
    /// The input or the output is not a terminal.
    case notATerminal
    /// The system refused something; `call` says what, `code` is its `errno`.
    case system(call: String, code: Int32)
    /// libedit could not start.
    case unavailable

    /// One sentence for people, in lower case and without a full stop.
    public var description: String {
        switch self {
        case .notATerminal: "line editing needs a terminal"
        case .system(let call, let code): "cannot start the line editor: \(call) failed with error \(code)"
        case .unavailable: "cannot start the line editor: libedit refused the terminal"
        }
    }
}
