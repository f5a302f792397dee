internal import Synchronization

/// Waiting for no longer than is worth it. What is waited for goes on.
enum Deadline {
    /// - Returns: `nil` when the value did not come in time.
    static func value<Value: Sendable>(
        of task: Task<Value, Never>, atMost patience: Duration
    ) async -> Value? {
        guard patience > .zero else { return nil }
        let race = Race()
        return await withCheckedContinuation { continuation in
            let clock = Task {
                try? await Task.sleep(for: patience)
                race.finish { continuation.resume(returning: nil) }
            }
            Task {
                let value = await task.value
                clock.cancel()
                race.finish { continuation.resume(returning: value) }
            }
        }
    }

    static func wait(for task: Task<Void, Never>, atMost patience: Duration) async {
        _ = await value(of: task, atMost: patience)
    }

    /// Lets the first of two through.
    private final class Race: Sendable {
        private let isOver = Mutex(false)

        func finish(_ body: () -> Void) {
            let isFirst = isOver.withLock { isOver in
                defer { isOver = true }
                return !isOver
            }
            if isFirst { body() }
        }
    }
}
