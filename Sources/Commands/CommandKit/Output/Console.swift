public import BackendKit

/// Where a command's words go. Data to standard output; notices, questions and progress to standard error. All that writes
/// throws as ``TextSink/write(_:)`` does.
public struct Console: Sendable {
    /// What is known about the surroundings.
    public struct Surroundings: Sendable {
        /// A person types the commands.
        public var isInteractive = false
        public var outputIsTerminal = false
        /// Output goes into a file, a program or a word of the script: all of it counts, and no screen shows it.
        public var outputIsData = false
        /// Standard error is a terminal on which a row can be drawn anew.
        public var errorsAreTerminal = false
        /// Colour may be used on standard error and in the prompt.
        public var usesColor = false
        /// What went wrong is read, and what to try is typed, at the prompt of another shell.
        public var isInOtherShell = false
        /// Notices and progress are not wanted.
        public var isQuiet = false
        /// Progress is wanted, where notices are.
        public var showsProgress = true
        /// Whose tables are drawn.
        public var tableLook = TableLook.openstack
        /// How rows are laid out where output is a terminal.
        public var layout: @Sendable () -> TableLayout = { .table }
        /// Cells of a terminal row.
        public var columns: @Sendable () -> Int = { 80 }
        /// Rows of the terminal.
        public var rows: @Sendable () -> Int = { 24 }

        public init() {}
    }

    public let output: any TextSink
    /// Standard error; what is written here goes above a line that is redrawn.
    public var errors: any TextSink { live }
    let live: LiveLine
    public let surroundings: Surroundings
    private let ask: @Sendable (String) async throws -> String?

    /// - Parameter ask: puts a question to the person at the terminal and gives the answer, or `nil` at end of input.
    public init(
        output: any TextSink, errors: any TextSink, surroundings: Surroundings = Surroundings(),
        ask: @escaping @Sendable (String) async throws -> String? = { _ in nil }
    ) {
        self.output = output
        live = LiveLine(errors, columns: surroundings.columns)
        self.surroundings = surroundings
        self.ask = ask
    }

    /// The same without notices and progress.
    public var quiet: Console {
        var surroundings = surroundings
        surroundings.isQuiet = true
        return Console(self, surroundings)
    }

    /// The same without progress: what is written here is seen later, as a whole.
    public var withoutProgress: Console {
        var surroundings = surroundings
        surroundings.showsProgress = false
        return Console(self, surroundings)
    }

    /// The same for a line that was typed here, or at the prompt of another shell.
    public func advising(inOtherShell: Bool) -> Console {
        guard inOtherShell != surroundings.isInOtherShell else { return self }
        var surroundings = surroundings
        surroundings.isInOtherShell = inOtherShell
        return Console(self, surroundings)
    }

    /// How far the work is that shows its progress here, in words.
    public var progress: String? { live.brief }

    /// Shows progress no more, as the work goes on out of sight; ``progress`` still tells.
    /// - Returns: whether there was any to take away.
    @discardableResult
    public func leaveScreen() -> Bool { live.hide() }

    /// Runs the closure, which writes to the same terminal by itself, while no progress is in its way.
    public func stepAside(_ body: () throws -> Void) rethrows { try live.stepAside(body) }

    /// Shows progress again.
    public func enterScreen() { live.reveal() }

    private init(_ other: Console, _ surroundings: Surroundings) {
        output = other.output
        live = other.live
        ask = other.ask
        self.surroundings = surroundings
    }

    /// The same with other ends.
    /// - Parameters:
    ///   - output: where data goes; no terminal then.
    ///   - errors: where the rest goes.
    ///   - isData: whether the output stays there, and is not only held on its way.
    public func leading(
        output: (any TextSink)? = nil, errors: (any TextSink)? = nil, asData isData: Bool = false
    ) -> Console {
        Console(self, output, errors, isData)
    }

    private init(_ other: Console, _ output: (any TextSink)?, _ errors: (any TextSink)?, _ isData: Bool) {
        var surroundings = other.surroundings
        if output != nil {
            surroundings.outputIsTerminal = false
            if isData { surroundings.outputIsData = true }
        }
        if errors != nil { surroundings.errorsAreTerminal = false }
        self.output = output ?? other.output
        live = errors.map { LiveLine($0, columns: surroundings.columns) } ?? other.live
        ask = other.ask
        self.surroundings = surroundings
    }

    /// One line of data. Foreign text is made safe.
    public func write(line: String) throws {
        try output.write(SafeText.line(line) + "\n")
    }

    /// Text that is ours: help, for instance. Nothing is escaped.
    public func write(text: String) throws { try output.write(text) }

    /// One line about what happened, on standard error.
    public func notice(_ text: String) throws {
        guard !surroundings.isQuiet else { return }
        try output.flush()
        try errors.write(SafeText.message(text) + "\n")
    }

    /// A warning is a notice that `--quiet` does not silence.
    public func warn(_ text: String) throws {
        try output.flush()
        try errors.write("imgsh: warning: " + SafeText.message(text) + "\n")
    }

    /// An error that does not end the command, as the shell shows the one that does.
    public func report(_ error: ImageError) throws {
        try output.flush()
        let lines = ["imgsh: " + error.message] + error.details.map { "  " + $0 } + hint(error)
        try errors.write(lines.map { SafeText.message($0) + "\n" }.joined())
    }

    /// Asks a question that "y" or "yes" affirms. Without a person at a terminal the answer is no.
    /// - Throws: `CancellationError` when the person wants the command to end; ``ImageError`` in a job, which cannot ask.
    public func confirm(_ question: String) async throws -> Bool {
        guard surroundings.isInteractive else { return false }
        try output.flush()
        let answer = try await ask(SafeText.message(question) + " [y/N] ")
        return ["y", "yes"].contains(answer?.lowercased() ?? "")
    }
}
