internal import Synchronization

/// Control-C on its way from the signal to the command that runs.
public final class Interrupts: Sendable {
    private struct State {
        var running: (@Sendable () -> Void)?
        var count = 0
    }

    private let state = Mutex(State())

    public init() {}

    /// Runs the closure as a task that ``interrupt()`` cancels.
    func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await body() }
        let outer = state.withLock { state in
            defer { state.running = { task.cancel() } }
            return state.running
        }
        defer { state.withLock { $0.running = outer } }
        // A cancelled script cancels the command it waits for.
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Cancels the command that runs.
    /// - Returns: how often that was asked of the same command, 0 when none runs.
    public func interrupt() -> Int {
        let (cancel, count) = state.withLock { state in
            if state.running != nil { state.count += 1 }
            return (state.running, state.running == nil ? 0 : state.count)
        }
        cancel?()
        return count
    }

    /// Forgets earlier interrupts, before something new starts.
    func reset() { state.withLock { $0.count = 0 } }
}
