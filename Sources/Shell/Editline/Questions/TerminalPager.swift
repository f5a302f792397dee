internal import Glibc

/// A pager of our own, for where there is none.
public enum TerminalPager {
    /// Shows a text a screenful at a time: Space for a page, Enter for a row, q to leave. Blocks the thread.
    /// - Returns: `false` when the terminal does not let itself be changed; nothing was shown then.
    public static func show(_ text: String, on terminal: Int32) -> Bool {
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return false }
        var modes = before
        modes.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        guard tcsetattr(terminal, TCSADRAIN, &modes) == 0 else { return false }
        defer { tcsetattr(terminal, TCSADRAIN, &before) }
        var size = winsize()
        _ = ioctl(terminal, UInt(TIOCGWINSZ), &size)
        let (rows, columns) = (max(2, Int(size.ws_row)), max(2, Int(size.ws_col)))
        var lines = text.rows
        if lines.last == "" { lines.removeLast() }
        var pager = Pager(lines.flatMap { CellWidth.pieces(of: $0, columns: columns) }, height: rows - 1)
        let keys = KeyReader(ByteSource(input: terminal, wakeUp: -1))
        var step = Pager.Step.page
        while true {
            for row in pager.take(step) { write(row + "\n", terminal) }
            if pager.isDone { return true }
            let question = CellWidth.cut(pager.question, to: columns - 1)
            write(question, terminal)
            let input = keys.next()
            write("\r" + String(repeating: " ", count: CellWidth.of(question)) + "\r", terminal)
            guard case .key(let key) = input else { return true }
            step = Pager.step(for: key)
            if step != .page, step != .row { return true }
        }
    }

    private static func write(_ text: String, _ terminal: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(terminal, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}

extension CellWidth {
    /// The text in rows of so many cells.
    static func pieces(of text: String, columns: Int) -> [String] {
        var pieces = [String.UnicodeScalarView()]
        var used = 0
        for scalar in text.unicodeScalars {
            let width = max(0, of(scalar))
            if used + width > columns {
                pieces.append(.init())
                used = 0
            }
            pieces[pieces.count - 1].append(scalar)
            used += width
        }
        return pieces.map { String($0) }
    }
}
