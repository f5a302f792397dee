internal import BackendKit
internal import CommandKit
internal import Synchronization

/// Where a command line is seen: on the terminal, or out of sight as a job. That may change while it runs.
final class JobStage: Sendable {
    /// The stage of the line that the task works for; `nil` in scripts without jobs.
    @TaskLocal static var current: JobStage?

    private struct State {
        var isInBackground = false
        /// Questions that wait for the person's answer.
        var openQuestions = 0
        var messages: JobMessages?
    }

    /// What the commands of the line write to.
    let console: Console
    private let streams: ShellStreams
    private let output: SwitchedSink
    private let errors: SwitchedSink
    private let kept: KeptOutput
    private let state: StateBox
    /// How to end the programs that run in the background for the line, whatever they do about that.
    private let ends = Mutex<(last: Int, all: [Int: @Sendable () -> Void])>((0, [:]))

    /// A class of its own, so that the console can ask before there is a stage.
    private final class StateBox: Sendable {
        let state = Mutex(State())
        let board: NoticeBoard

        init(_ board: NoticeBoard) { self.board = board }
    }

    /// A stage in the foreground.
    /// - Parameters:
    ///   - streams: where output and messages go there.
    ///   - surroundings: of the shell; a question can be put only in the foreground.
    ///   - board: waits while a question is open.
    ///   - directory: for files with the output of a job.
    init(
        _ streams: ShellStreams, _ surroundings: Console.Surroundings, board: NoticeBoard, directory: String
    ) {
        let (output, errors) = (SwitchedSink(streams.output), SwitchedSink(streams.errors))
        let state = StateBox(board)
        self.streams = streams
        self.output = output
        self.errors = errors
        self.state = state
        kept = KeptOutput(in: directory, name: "imgsh-job")
        console = Console(output: output, errors: errors, surroundings: surroundings) { question in
            try await Self.ask(question, state, by: streams.ask)
        }
    }

    var isInBackground: Bool { state.state.withLock { $0.isInBackground } }

    /// Whether a question waits for its answer: then the line cannot go.
    var isAsking: Bool { state.state.withLock { $0.openQuestions > 0 } }

    /// Takes the line off the terminal.
    /// - Parameter messages: where its messages go from now on.
    /// - Returns: whether a row with progress was taken off.
    @discardableResult
    func leave(_ messages: JobMessages) -> Bool {
        state.state.withLock { state in
            state.isInBackground = true
            state.messages = messages
        }
        let hadRow = console.leaveScreen()
        output.lead(to: kept, after: { try? streams.output.flush() })
        errors.lead(to: messages)
        return hadRow
    }

    /// Shows the line on the terminal again, and first what it wrote meanwhile.
    func enter() {
        state.state.withLock { $0.isInBackground = false }
        errors.lead(to: streams.errors)
        output.lead(
            to: streams.output,
            after: {
                // What cannot be written now fails again with the line's next output.
                try? kept.take().write(to: streams.output)
                try? streams.output.flush()
            })
        console.enterScreen()
    }

    /// Runs the closure, which waits for programs in the background.
    /// - Parameter end: called by ``endPrograms()`` meanwhile.
    static func wait<Value>(
        forWhatEndsBy end: @escaping @Sendable () -> Void, _ body: () async throws -> Value
    ) async rethrows -> Value {
        guard let stage = current, stage.isInBackground else { return try await body() }
        let number = stage.ends.withLock { ends in
            ends.last += 1
            ends.all[ends.last] = end
            return ends.last
        }
        defer { stage.ends.withLock { $0.all[number] = nil } }
        return try await body()
    }

    /// Ends what did not end when it was asked to.
    func endPrograms() {
        for end in ends.withLock({ Array($0.all.values) }) { end() }
    }

    /// What it has written since it left.
    func takeOutput() -> KeptOutput.Content { kept.take() }

    /// Puts a question for a secret.
    /// - Throws: ``ImageError`` in the background.
    func ask(_ name: String, by ask: @Sendable (String) async throws -> String?) async throws -> String? {
        try await Self.ask(name, state, by: ask)
    }

    private static func ask(
        _ question: String, _ state: StateBox, by ask: @Sendable (String) async throws -> String?
    ) async throws -> String? {
        let isPossible = state.state.withLock { state in
            if !state.isInBackground { state.openQuestions += 1 }
            return !state.isInBackground
        }
        guard isPossible else {
            throw ImageError(
                .usage, "a job cannot ask: \(question.trimmingBlanks())", hint: "the same without '&'")
        }
        state.board.hold()
        defer {
            state.state.withLock { $0.openQuestions -= 1 }
            state.board.release()
        }
        return try await ask(question)
    }
}
