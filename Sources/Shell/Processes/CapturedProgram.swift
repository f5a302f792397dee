internal import CProcesses
internal import Glibc

/// One run of a program whose answer is wanted, and that is not trusted to give one: in a session of its own, without a
/// terminal or input, and ended when it takes too long or says too much.
public enum CapturedProgram {
    /// What became of it.
    public enum Outcome: Sendable, Equatable {
        case ended(ForegroundProgram.Ending, output: [UInt8], errors: [UInt8])
        /// It had not ended when its time was over.
        case late
        /// It wrote more than it may.
        case verbose
    }

    /// Starts it and waits for its end; blocks the thread, but not longer than the limit.
    /// - Parameters:
    ///   - settings: variables that are added to its environment.
    ///   - removedSettings: names of variables that it does not get of ours.
    ///   - limit: how long it may take.
    ///   - maximum: bytes it may write.
    /// - Throws: ``ForegroundProgram/StartError``.
    public static func run(
        _ words: [String], settings: [String: String] = [:], removedSettings: [String] = [], limit: Duration,
        maximum: Int
    ) throws(ForegroundProgram.StartError) -> Outcome {
        var (output, errors) = (Stream(maximum: maximum), Stream(maximum: maximum))
        defer {
            output.closeEnds()
            errors.closeEnds()
        }
        guard output.open(), errors.open() else {
            throw ForegroundProgram.StartError(program: words[0], code: errno)
        }
        var differences = ProgramDifferences()
        differences.removedSettings = removedSettings
        differences.descriptors = [1: output.writing, 2: errors.writing]
        differences.closesOthers = true
        let request = SpawnRequest(
            words: words, terminal: nil, isDetached: true, settings: settings, differences: differences)
        let child = try request.start()
        output.closeWriting()
        errors.closeWriting()
        let end = ContinuousClock.now + limit
        var ending: ForegroundProgram.Ending?
        while ending == nil || output.isOpen || errors.isOpen {
            let left = end - ContinuousClock.now
            guard left > .zero else { return kill(child, ending, .late) }
            var hasRead = false
            if output.isOpen || errors.isOpen {
                hasRead = wait(&output, &errors, milliseconds: Int32(min(left / .milliseconds(1) + 1, 20)))
            } else {
                usleep(500)
            }
            guard !output.isFull, !errors.isFull else { return kill(child, ending, .verbose) }
            // What it left running may hold its streams open; nobody waits for that.
            if ending != nil, !hasRead { break }
            if ending == nil, case .ended(let end) = ChildStatus.next(of: child, WNOHANG)?.status { ending = end }
        }
        Glibc.kill(-child, SIGKILL)
        return .ended(ending ?? .exited(0), output: output.bytes, errors: errors.bytes)
    }

    private static func kill(_ child: pid_t, _ ending: ForegroundProgram.Ending?, _ outcome: Outcome) -> Outcome {
        // It leads its session, and so its group.
        Glibc.kill(-child, SIGKILL)
        if ending == nil { _ = ChildStatus.end(of: child) }
        return outcome
    }

    /// - Returns: whether something came.
    private static func wait(_ one: inout Stream, _ other: inout Stream, milliseconds: Int32) -> Bool {
        var polled = [
            pollfd(fd: one.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other.reading, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, 2, milliseconds) > 0 else { return false }
        if polled[0].revents != 0 { one.read() }
        if polled[1].revents != 0 { other.read() }
        return true
    }

    /// A pipe that a program writes to, and what came through it.
    private struct Stream {
        let maximum: Int
        var bytes: [UInt8] = []
        /// -1 when it is closed, which `poll` passes over.
        var reading: Int32 = -1
        var writing: Int32 = -1

        init(maximum: Int) { self.maximum = maximum }

        var isOpen: Bool { reading >= 0 }
        var isFull: Bool { bytes.count > maximum }

        mutating func open() -> Bool {
            cprocesses_pipe(&reading, &writing)
        }

        mutating func read() {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = Glibc.read(reading, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] }
            if count == 0 || count < 0 && errno != EINTR { closeReading() }
        }

        mutating func closeReading() {
            if reading >= 0 { close(reading) }
            reading = -1
        }

        mutating func closeWriting() {
            if writing >= 0 { close(writing) }
            writing = -1
        }

        mutating func closeEnds() {
            closeReading()
            closeWriting()
        }
    }
}
