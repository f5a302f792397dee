internal import Processes
internal import Synchronization

/// Control-C on its way from the signal to the command that runs.
final class Interrupts: Sendable {
    private struct State {
        var running: (@Sendable () -> Void)?
        /// When the outermost one began that runs, by the clock of signals.
        var began: Duration?
        var count = 0
        var isPending = false
        /// What came before is over.
        var forgotten = Duration.zero
    }

    private let state = Mutex(State())

    init() {}

    /// Runs the closure as a task that ``interrupt()`` cancels, also when that came a moment too early.
    func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task { try await body() }
        let (outer, isLate) = state.withLock { state in
            defer {
                state.running = { task.cancel() }
                state.began = state.began ?? ArrivedSignal.now
                state.isPending = false
            }
            return (state.running, state.isPending)
        }
        defer {
            state.withLock { state in
                state.running = outer
                if outer == nil { state.began = nil }
            }
        }
        if isLate { task.cancel() }
        // A cancelled script cancels the command it waits for.
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Cancels the command that runs, or else the next one, until ``forget()``.
    /// - Parameter time: when the wish came, by the clock of signals; `nil` is now. One that was forgotten cancels nothing.
    /// - Returns: how often that was asked of the same command, 0 when none runs.
    func interrupt(by time: Duration? = nil) -> Int {
        let (cancel, count) = state.withLock { state -> ((@Sendable () -> Void)?, Int) in
            if let time, time < state.forgotten { return (nil, 0) }
            if state.running != nil { state.count += 1 } else { state.isPending = true }
            return (state.running, state.running == nil ? 0 : state.count)
        }
        cancel?()
        return count
    }

    /// Whether a command runs that ``interrupt()`` would cancel, and that ran at a time already.
    func hasRun(since time: Duration) -> Bool { state.withLock { $0.began.map { $0 <= time } ?? false } }

    /// Nothing is to run now; an interrupt that found nothing to cancel is over.
    func forget() { state.withLock { ($0.isPending, $0.forgotten) = (false, ArrivedSignal.now) } }

    /// Counts anew, before something new starts.
    func reset() { state.withLock { $0.count = 0 } }
}
