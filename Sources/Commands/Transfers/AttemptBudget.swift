internal import BackendKit

/// How often a transfer that breaks goes on. What it brought in counts: a long transfer over a bad line finishes, and a
/// dead one stops.
struct AttemptBudget {
    /// Breaks in a row.
    static let attempts = 5
    /// So many bytes without a break make a fresh start.
    static let progress: Int64 = 16 << 20
    /// And so does this time.
    static let calm: Duration = .seconds(60)

    private let clock: Pace
    private let attempts: Int
    private(set) var breaks = 0
    private var brokeAt: (count: Int64, time: Duration)?

    /// - Parameter repeats: whether to go on at all.
    init(_ clock: Pace, repeats: Bool) {
        self.clock = clock
        attempts = repeats ? Self.attempts : 1
    }

    /// Counts a break.
    /// - Parameter count: the bytes received so far, in all tries.
    /// - Returns: how long to wait before going on; `nil` is not at all.
    mutating func wait(after count: Int64) -> Duration? {
        let now = clock.now()
        if let last = brokeAt, count - last.count >= Self.progress || now - last.time >= Self.calm { breaks = 0 }
        // The first break of a transfer that came far is the first of a row as well.
        breaks += 1
        brokeAt = (count, now)
        guard breaks < attempts else { return nil }
        return .seconds(clock.random(0...min(30, 0.5 * Double(1 << breaks))))
    }
}
