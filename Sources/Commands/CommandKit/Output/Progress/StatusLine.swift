internal import Synchronization

/// What something that takes its time is doing: one line, redrawn in place on a terminal.
///
/// Where there is no terminal, each text that is worth a line is a notice.
public final class StatusLine: Sendable {
    private let console: Console
    private let draws: Bool
    private let shown = Mutex("")

    init(console: Console) {
        self.console = console
        draws = console.surroundings.errorsAreTerminal && !console.surroundings.isQuiet
    }

    /// Shows a text instead of the one before.
    /// - Parameter detail: what changes all the time; a terminal shows it, a log is spared it.
    public func show(_ text: String, detail: String? = nil) throws {
        let whole = detail.map { "\(text); \($0)" } ?? text
        let key = draws ? whole : text
        let isNew = shown.withLock { shown in
            defer { shown = key }
            return shown != key
        }
        guard isNew, console.surroundings.showsProgress else { return }
        guard draws else { return try console.notice(text) }
        let line = SafeText.line(whole)
        try console.live.draw(LiveLine.fit(line, console.surroundings.columns()), brief: line)
    }

    /// Takes the line away, until something is shown again.
    public func finish() {
        guard draws else { return }
        let wasShown = shown.withLock { shown in
            defer { shown = "" }
            return !shown.isEmpty
        }
        guard wasShown else { return }
        // A line that cannot be taken away is no reason to fail.
        try? console.live.erase()
    }
}

extension Console {
    /// A line that says what is being waited for.
    public func statusLine() -> StatusLine { StatusLine(console: self) }
}
