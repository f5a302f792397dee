public import BackendKit
internal import Synchronization

/// So many bytes a second, for all the transfers that share it.
public final class RateLimit: Sendable {
    private let bytesPerSecond: Double
    private let clock: Pace
    /// When the bytes let through so far will have taken their time.
    private let due = Mutex(Duration.zero)

    public init(bytesPerSecond: Int64, clock: Pace = .live) {
        self.bytesPerSecond = Double(max(1, bytesPerSecond))
        self.clock = clock
    }

    /// Waits as long as these bytes take.
    /// - Throws: `CancellationError`.
    public func pass(_ count: Int) async throws {
        let now = clock.now()
        let wait = due.withLock { due in
            due = max(due, now) + .seconds(Double(count) / bytesPerSecond)
            return due - now
        }
        try await clock.sleep(wait)
    }
}
