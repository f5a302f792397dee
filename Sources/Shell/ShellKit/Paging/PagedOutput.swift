internal import CommandKit
internal import Processes
internal import Synchronization

/// Holds back what a line at the prompt writes until the line is done, to show it a screenful at a time when it is
/// longer than the screen.
///
/// What is written on standard error, asked of the person, or run as a program comes behind what was written before it,
/// and a command that goes on writing is watched by somebody: then the output goes straight to the terminal, for the rest
/// of that line.
final class PagedOutput: Sendable {
    private struct State {
        var isHolding = false
        var held: [UInt8] = []
        /// The number of the line.
        var number = 0

        /// Another line, or none, begins; gives what was held back.
        mutating func begin(isHolding: Bool) -> [UInt8] {
            defer { self = State(isHolding: isHolding, number: number + 1) }
            return held
        }
    }

    /// Whoever still writes so long after the first byte is no longer waited for.
    private static let patience = Duration.seconds(1)

    /// More is not kept in memory for this.
    private static let limit = 64 << 20

    private let base: any TextSink
    private let state = Mutex(State())

    init(_ base: any TextSink) { self.base = base }

    /// Where the output goes once it is released.
    fileprivate var descriptor: Int32? { base.descriptor }

    /// A line begins.
    func begin() { _ = state.withLock { $0.begin(isHolding: true) } }

    /// The line is done: shows what it has written.
    /// - Throws: as ``TextSink/flush()``.
    func end(isPaged: Bool) async throws {
        let held = state.withLock { $0.begin(isHolding: false) }
        if isPaged, !Self.fits(held) {
            let isShown = try await LongWait.run { PagerProgram.show(held) }
            if isShown { return }
        }
        try base.write(held)
        try base.flush()
    }

    /// Lets everything through, from now to the end of the line.
    func release() throws { try release { _ in true } }

    private func release(if isWanted: (State) -> Bool) throws {
        // Under the lock: what is written meanwhile comes behind it.
        try state.withLock { state in
            guard isWanted(state) else { return }
            let held = state.begin(isHolding: false)
            guard !held.isEmpty else { return }
            try base.write(held)
            try base.flush()
        }
    }

    fileprivate func write(_ bytes: [UInt8]) throws {
        let (isHeld, isFull, isFirst, number) = state.withLock { state in
            guard state.isHolding else { return (false, false, false, 0) }
            defer { state.held += bytes }
            return (true, state.held.count + bytes.count > Self.limit, state.held.isEmpty, state.number)
        }
        guard isHeld else { return try base.write(bytes) }
        if isFull { return try release() }
        if isFirst { releaseLater(number) }
    }

    private func releaseLater(_ number: Int) {
        Task {
            try await Task.sleep(for: Self.patience)
            try release { $0.isHolding && $0.number == number }
        }
    }

    fileprivate func flush() throws {
        if !state.withLock(\.isHolding) { try base.flush() }
    }

    /// Whether it can be seen at once, with the next prompt below it.
    private static func fits(_ bytes: [UInt8]) -> Bool {
        let (rows, columns) = (Surroundings.rows(), max(1, Surroundings.columns()))
        var used = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            // Not one of them is wider than its bytes.
            let width = line.count <= columns ? line.count : DisplayWidth.of(String(decoding: line, as: UTF8.self))
            used += max(1, (width + columns - 1) / columns)
            if used > rows { return false }
        }
        return true
    }
}

extension ShellStreams {
    /// The same, with output that is held back until something else is shown.
    func held(by paged: PagedOutput) -> ShellStreams {
        ShellStreams(
            output: PagedSink(paged: paged), errors: ReleasingSink(paged: paged, base: errors),
            surroundings: surroundings,
            ask: { [ask] question in
                try paged.release()
                return try await ask(question)
            },
            askSecret: askSecret)
    }
}

/// Standard output that is held back.
struct PagedSink: TextSink {
    let paged: PagedOutput

    func write(_ bytes: [UInt8]) throws { try paged.write(bytes) }
    func flush() throws { try paged.flush() }
    var descriptor: Int32? { paged.descriptor }
}

/// Standard error, which comes behind the output before it.
struct ReleasingSink: TextSink {
    let paged: PagedOutput
    let base: any TextSink

    func write(_ bytes: [UInt8]) throws {
        try paged.release()
        try base.write(bytes)
    }

    func flush() throws { try base.flush() }
    var descriptor: Int32? { base.descriptor }
    var hasRoom: Bool { base.hasRoom }
}

/// Programs, which write to the terminal by themselves.
struct ReleasingPrograms: ProgramRunning {
    let paged: PagedOutput
    let base: any ProgramRunning

    func run(_ commandLine: String) async throws -> ExitStatus {
        try paged.release()
        return try await base.run(commandLine)
    }

    func run(_ pipe: ProgramPipe, _ body: @Sendable (any TextSink) async -> Void) async throws -> ProgramPipe.Ending {
        // Where their output is taken by us, it is held back like any other.
        if pipe.output == nil { try paged.release() }
        return try await base.run(pipe, body)
    }

    func run(_ program: ProgramRequest, on console: Console) async throws -> ExitStatus {
        // What goes through us is held back as any output is.
        if program.output == nil, console.output.descriptor != nil { try paged.release() }
        return try await base.run(program, on: console)
    }
}
