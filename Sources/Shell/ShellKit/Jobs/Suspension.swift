internal import Glibc
internal import Processes
internal import Synchronization

/// Control-Z, on its way to what it sends to the background.
///
/// While nothing is to be sent, the key does what it does for every program: it stops the process.
final class Suspension: Sendable {
    private struct State {
        var receivers: [(number: Int, receive: @Sendable () -> Void)] = []
        var lastNumber = 0
        /// How many programs have the terminal.
        var loans = 0
        var isEnabled = false
        var monitor: SignalMonitor?
    }

    private let state = Mutex(State())

    /// Whether there is a prompt to come back to.
    var isEnabled: Bool {
        get { state.withLock { $0.isEnabled } }
        set { change { $0.isEnabled = newValue } }
    }

    /// Runs the closure; the key calls the receiver of the innermost one.
    func receive<Value>(_ receiver: @escaping @Sendable () -> Void, during body: () async throws -> Value)
        async rethrows
        -> Value
    {
        let number = change { state in
            state.lastNumber += 1
            state.receivers.append((state.lastNumber, receiver))
            return state.lastNumber
        }
        defer { change { state in state.receivers.removeAll { $0.number == number } } }
        return try await body()
    }

    /// Runs the closure; the key stops what has the terminal, and us with it.
    func lend<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        change { $0.loans += 1 }
        defer { change { $0.loans -= 1 } }
        return try await body()
    }

    @discardableResult
    private func change<Value>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in
            let value = body(&state)
            let isWanted = state.isEnabled && state.loans == 0 && !state.receivers.isEmpty
            if !isWanted {
                state.monitor = nil
            } else if state.monitor == nil {
                state.monitor = SignalMonitor([SIGTSTP]) { [weak self] _ in self?.arrived() }
            }
            return value
        }
    }

    private func arrived() {
        let receiver = state.withLock { $0.receivers.last?.receive }
        receiver?()
    }
}
