internal import CProcesses
internal import Dispatch
internal import Glibc
internal import Synchronization

/// What a program writes, handed on while it runs, and not longer.
public final class OutputPipe: Sendable {
    /// The end that the program writes to.
    public let descriptor: Int32
    /// -1 when it is closed.
    private let source: Atomic<Int32>
    /// Whether the program has ended.
    private let isOver = Atomic(false)
    /// Milliseconds without output that end the wait after that.
    private static let patience: Int32 = 100
    /// What others go on writing is taken for so long after that, beside what was in the pipe at that moment.
    private static let longest = Duration.seconds(1)
    private let queue = DispatchQueue(label: "imgsh.output")

    /// - Returns: `nil` when there is no pipe to be had.
    public init?() {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        guard cprocesses_pipe(&reading, &writing) else { return nil }
        source = Atomic(reading)
        descriptor = writing
    }

    deinit { leave() }

    /// Whoever writes hears that nobody reads any more.
    private func leave() {
        let reading = source.exchange(-1, ordering: .acquiringAndReleasing)
        if reading >= 0 { close(reading) }
    }

    /// Runs the closure, which runs the program, while what is written is handed on.
    /// - Parameters:
    ///   - take: called with what was written, in its order; what it throws is thrown in the end.
    ///   - isEnough: whether an error of it says that nothing more is wanted: then the program is told, as by any reader
    ///     that goes. After another one it may finish its work, and what it writes is read and forgotten.
    public func drain<Value>(
        into take: @escaping @Sendable ([UInt8]) throws -> Void,
        until isEnough: @escaping @Sendable (any Error) -> Bool, while body: () throws -> Value
    ) throws -> Value {
        let ended = DispatchSemaphore(value: 0)
        let failure = Failure()
        queue.async { @Sendable [self] in
            do { try pump(take, isEnough) } catch { failure.error = error }
            ended.signal()
        }
        let result = Result { try body() }
        // The last writer of ours; the reader ends when the program's own are gone as well.
        close(descriptor)
        isOver.store(true, ordering: .releasing)
        ended.wait()
        let value = try result.get()
        if let error = failure.error { throw error }
        return value
    }

    // SAFETY: written before the semaphore is signalled, read after it was waited for.
    private final class Failure: @unchecked Sendable {
        var error: (any Error)?
    }

    private func pump(_ take: ([UInt8]) throws -> Void, _ isEnough: (any Error) -> Bool) throws {
        let source = source.load(ordering: .acquiring)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var failure: (any Error)?
        var afterEnd: (bytes: Int32, until: ContinuousClock.Instant)?
        while true {
            var waiting = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            let wasOver = isOver.load(ordering: .acquiring)
            if wasOver, afterEnd == nil { afterEnd = (Self.waitingBytes(in: source), .now + Self.longest) }
            if let afterEnd, afterEnd.bytes <= 0, afterEnd.until < .now { break }
            let ready = poll(&waiting, 1, Self.patience)
            // What the program has left running may hold the pipe open for ever, and write for ever.
            if ready == 0, wasOver { break }
            guard ready > 0 else { continue }
            let count = read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            if let left = afterEnd?.bytes { afterEnd?.bytes = max(0, left - Int32(count)) }
            guard failure == nil else { continue }
            do {
                try take(Array(buffer[..<count]))
            } catch let error where isEnough(error) {
                leave()
                throw error
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private static func waitingBytes(in source: Int32) -> Int32 {
        var count: Int32 = 0
        return ioctl(source, UInt(FIONREAD), &count) == 0 ? count : 0
    }
}
