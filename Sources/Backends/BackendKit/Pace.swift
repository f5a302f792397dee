internal import Glibc

/// Time and chance, handed in so that tests need not wait for either.
public struct Pace: Sendable {
    /// Time since some fixed moment; never steps back, and goes on while the machine sleeps.
    public var now: @Sendable () -> Duration
    /// - Throws: `CancellationError` when the task ends first.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number of the range, all equally likely.
    public var random: @Sendable (ClosedRange<Double>) -> Double

    public init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable (ClosedRange<Double>) -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The system's own clock and chance.
    public static let live = Pace(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
        },
        sleep: { try await Task.sleep(for: $0) },
        random: { Double.random(in: $0) })
}
