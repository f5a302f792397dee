internal import Synchronization

/// Something that happens once, with a value. Any number of tasks may wait for it, before and after.
final class Event<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
        var lastNumber = 0
        /// Those that were cancelled before they waited.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// The value, if it has happened.
    var value: Value? { state.withLock { $0.value } }

    /// Lets it happen. Only the first call counts.
    func happen(_ value: Value) {
        let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    /// Waits until it has happened.
    /// - Throws: `CancellationError` when the task is cancelled before.
    func wait() async throws -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let value = await withTaskCancellationHandler {
            await withCheckedContinuation { keep($0, number) }
        } onCancel: {
            giveUp(number)
        }
        guard let value else { throw CancellationError() }
        return value
    }

    /// Waits until it has happened, cancelled or not.
    func waitForSure() async -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        while true {
            // Only a cancellation gives nothing, and there is none here.
            if let value = await withCheckedContinuation({ keep($0, number) }) { return value }
        }
    }

    private func keep(_ waiter: CheckedContinuation<Value?, Never>, _ number: Int) {
        let isOver = state.withLock { state in
            let isOver = state.value != nil || state.cancelled.remove(number) != nil
            if !isOver { state.waiters[number] = waiter }
            return isOver
        }
        if isOver { waiter.resume(returning: value) }
    }

    private func giveUp(_ number: Int) {
        let waiter = state.withLock { state in
            if state.waiters[number] == nil { state.cancelled.insert(number) }
            return state.waiters.removeValue(forKey: number)
        }
        waiter?.resume(returning: nil)
    }
}
