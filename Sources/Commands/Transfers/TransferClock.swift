/// Time and chance, handed in so that tests need not wait for either.
public struct TransferClock: Sendable {
    /// Time since some fixed moment; never steps back.
    public var now: @Sendable () -> Duration
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

    private static let start = ContinuousClock.now

    public static let live = TransferClock(
        now: { ContinuousClock.now - start },
        sleep: { try await Task.sleep(for: $0) },
        random: { Double.random(in: $0) })
}
