internal import Synchronization

/// A sink at whose end one line may stand that is redrawn in place. What is written meanwhile goes above it.
///
/// Out of sight the line is not drawn, but it can still be asked for.
final class LiveLine: TextSink {
    /// Cells of a row that stay free: the last one, and two for the `^C` that a terminal shows where the cursor is. In
    /// the next row, that would keep the line from being taken away.
    static let spareCells = 3

    /// The beginning of a text that fits in a row.
    static func fit(_ text: String, _ columns: Int) -> String {
        DisplayWidth.wrap(text, to: max(10 - spareCells, columns - spareCells))[0]
    }

    private struct State {
        /// Whether the line is on the screen.
        var isShown = false
        var isOutOfSight = false
        var row = ""
        var brief: String?
    }

    private let sink: any TextSink
    private let columns: @Sendable () -> Int
    private let state = Mutex(State())

    /// - Parameter columns: cells of a row of the terminal, as it is now.
    init(_ sink: any TextSink, columns: @escaping @Sendable () -> Int) {
        self.sink = sink
        self.columns = columns
    }

    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            try sink.write(state.isShown ? Array(clearing(state).utf8) + bytes : bytes)
            state.isShown = false
        }
    }

    func flush() throws { try sink.flush() }

    var descriptor: Int32? { sink.descriptor }

    var hasRoom: Bool { sink.hasRoom }

    /// Runs the closure, which writes to the same terminal by itself, with the line out of its way.
    func stepAside(_ body: () throws -> Void) rethrows {
        try state.withLock { state in
            if state.isShown { try? sink.write(clearing(state)) }
            state.isShown = false
            try body()
        }
    }

    /// Puts this in the place of what stood there.
    /// - Parameters:
    ///   - row: must fit in a row.
    ///   - brief: the same for a table; no bar, and no label.
    func draw(_ row: String, brief: String) throws {
        try state.withLock { state in
            // Over what stood there, so that nothing flickers, unless that has become more than a row.
            let isInOneRow = !state.isShown || DisplayWidth.rows(of: state.row, columns()) == 1
            let beginning = isInOneRow ? "\r" : clearing(state)
            (state.row, state.brief) = (row, brief)
            guard !state.isOutOfSight else { return }
            state.isShown = true
            try sink.write(beginning + row + "\u{1b}[K")
        }
    }

    /// Takes the line away.
    func erase() throws {
        try state.withLock { state in
            defer { (state.row, state.brief) = ("", nil) }
            guard state.isShown else { return }
            state.isShown = false
            try sink.write(clearing(state))
        }
    }

    /// What was drawn last and not erased since.
    var brief: String? { state.withLock { $0.brief } }

    /// Takes the line, and what a terminal may have echoed behind it, off the screen, and keeps it off.
    /// - Returns: whether it was there.
    @discardableResult
    func hide() -> Bool {
        state.withLock { state in
            // Whoever cannot see the line go has not seen it.
            if state.isShown { try? sink.write(clearing(state)) }
            defer { (state.isShown, state.isOutOfSight) = (false, true) }
            return state.isShown
        }
    }

    /// Puts the line where it can be seen again.
    func reveal() {
        state.withLock { state in
            state.isOutOfSight = false
            guard !state.row.isEmpty else { return }
            state.isShown = true
            try? sink.write("\r" + state.row + "\u{1b}[K")
        }
    }

    /// Takes the line off the screen. In a window that has become narrower, terminals have wrapped it into several rows;
    /// the cursor is in the last one.
    private func clearing(_ state: borrowing State) -> String {
        "\r\u{1b}[K" + String(repeating: "\u{1b}[A\u{1b}[K", count: DisplayWidth.rows(of: state.row, columns()) - 1)
    }
}
