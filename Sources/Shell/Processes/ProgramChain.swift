internal import CProcesses
internal import Glibc
internal import Synchronization

/// Programs of the system, each reading what the one before it writes. Those in the foreground stay in our process group:
/// the terminal's signals reach them together with us.
public final class ProgramChain: Sendable {
    public struct Part: Sendable {
        /// The program and its arguments; looked for on `PATH`.
        public let words: [String]
        /// Descriptors that take the place of its own, by their numbers there. They stay ours to close.
        public let streams: [Int32: Int32]

        public init(_ words: [String], streams: [Int32: Int32] = [:]) {
            self.words = words
            self.streams = streams
        }
    }

    /// It could not be started.
    public struct StartError: Error, Sendable {
        /// Which of the programs.
        public let index: Int
        /// The `errno` that says why.
        public let code: Int32
    }

    private struct State {
        var children: [pid_t] = []
        /// The group that the first one leads.
        var group: BackgroundGroup?
        var isInterrupted = false
    }

    private let parts: [Part]
    private let capturesOutput: Bool
    private let isInBackground: Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - parts: at least one.
    ///   - capturesOutput: whether the last one writes into a pipe of ours, where nothing else was said.
    ///   - isInBackground: whether they have a process group of their own, beside whatever has the terminal.
    public init(_ parts: [Part], capturesOutput: Bool, isInBackground: Bool = false) {
        self.parts = parts
        self.capturesOutput = capturesOutput
        self.isInBackground = isInBackground
    }

    /// Starts all of them, or none that goes on.
    /// - Returns: the descriptor to write to, and the one to read from; both are the caller's to close.
    public func start() throws(StartError) -> (entrance: Int32, exit: Int32?) {
        var open = OpenPipes()
        defer { open.closeAll() }
        guard let first = open.pipe() else { throw StartError(index: 0, code: errno) }
        var input = first.reading
        for (index, part) in parts.enumerated() {
            var request = SpawnRequest(words: part.words, terminal: nil)
            request.searchesPath = true
            if isInBackground { request.group = state.withLock { $0.group?.number } ?? 0 }
            request.streams = [0: input]
            var next: (reading: Int32, writing: Int32)?
            if index < parts.count - 1 || capturesOutput && part.streams[1] == nil {
                next = open.pipe()
                guard let next else { throw stopped(StartError(index: index, code: errno)) }
                request.streams[1] = next.writing
            }
            request.streams.merge(part.streams) { _, given in given }
            do {
                let child = try request.start()
                state.withLock { state in
                    state.children.append(child)
                    if isInBackground, state.group == nil { state.group = BackgroundGroup(number: child) }
                }
            } catch {
                throw stopped(StartError(index: index, code: error.code))
            }
            open.close(input)
            input = -1
            if let next {
                open.close(next.writing)
                input = next.reading
            }
        }
        open.keep(first.writing)
        if input >= 0 { open.keep(input) }
        if state.withLock({ $0.isInterrupted }) { interrupt() }
        return (first.writing, input >= 0 ? input : nil)
    }

    /// Waits for the end of all; blocks the thread.
    public func wait() -> [ForegroundProgram.Ending] {
        let (children, group) = state.withLock { ($0.children, $0.group) }
        let endings = group?.wait(for: children) ?? children.map(ChildStatus.end)
        // What they have left running in the group, and may go on writing, can still be interrupted.
        state.withLock { $0.children = [] }
        return endings
    }

    /// Interrupts those that run.
    public func interrupt() {
        state.withLock { state in
            state.isInterrupted = true
            if let group = state.group { return group.interrupt() }
            for child in state.children { kill(child, SIGINT) }
        }
    }

    /// Ends those that run in the background and what they have left running, whatever they do about that.
    public func end() { state.withLock { $0.group?.end() } }

    private func stopped(_ error: StartError) -> StartError {
        state.withLock { state in
            for child in state.children { kill(child, SIGKILL) }
            for child in state.children { _ = ChildStatus.end(of: child) }
            (state.children, state.group) = ([], nil)
        }
        return error
    }
}

/// Ends of pipes that are ours until they are given away.
private struct OpenPipes {
    private var descriptors: Set<Int32> = []

    /// - Returns: `nil` with `errno` set.
    mutating func pipe() -> (reading: Int32, writing: Int32)? {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        guard cprocesses_pipe(&reading, &writing) else { return nil }
        descriptors.formUnion([reading, writing])
        return (reading, writing)
    }

    mutating func close(_ descriptor: Int32) {
        if descriptors.remove(descriptor) != nil { _ = Glibc.close(descriptor) }
    }

    mutating func keep(_ descriptor: Int32) { descriptors.remove(descriptor) }

    mutating func closeAll() {
        for descriptor in descriptors { _ = Glibc.close(descriptor) }
        descriptors = []
    }
}
