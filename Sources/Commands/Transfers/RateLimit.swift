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

    /// So many bytes at a time are about a quarter of a second: with more, a connection would be silent for long, and then
    /// busy at its full speed. At least 4 KiB.
    var slice: Int { Int(max(4096, min(bytesPerSecond / 4, 1e9))) }

    /// How many connections there is work for, of so many: each gets a MiB a second at least, so that none is silent for
    /// so long that its server gives it up.
    func connections(atMost most: Int) -> Int { min(most, max(1, Int(min(bytesPerSecond / Double(1 << 20), 1e9)))) }

    /// Bytes that one of so many connections gets in two seconds.
    func share(of connections: Int) -> Int64 { max(1, Int64(min(bytesPerSecond * 2 / Double(connections), 1e12))) }

    /// Waits as long as these bytes take.
    /// - Throws: `CancellationError`.
    func pass(_ count: Int) async throws {
        let now = clock.now()
        let wait = due.withLock { due in
            due = max(due, now) + .seconds(Double(count) / bytesPerSecond)
            return due - now
        }
        try await clock.sleep(wait)
    }
}
