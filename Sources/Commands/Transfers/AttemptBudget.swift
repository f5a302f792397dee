internal import BackendKit

/// How often a transfer that breaks goes on. Getting further than ever before counts: a long transfer over a bad line
/// finishes, and one that is dead stops, as does one that always begins again and always breaks at the same place.
struct AttemptBudget {
    /// Breaks in a row.
    static let attempts = 5
    /// So many bytes further make a fresh start.
    static let progress: Int64 = 16 << 20
    /// And so does this time, if it got any further: to wait for a service that says nothing is no progress.
    static let calm: Duration = .seconds(60)

    private let clock: Pace
    private let attempts: Int
    private(set) var breaks = 0
    private var brokeAt: (furthest: Int64, time: Duration)?

    /// - Parameter repeats: whether to go on at all.
    init(_ clock: Pace, repeats: Bool) {
        self.clock = clock
        attempts = repeats ? Self.attempts : 1
    }

    /// Counts a break.
    /// - Parameter furthest: how many bytes from the beginning were ever there.
    /// - Returns: how long to wait before going on; `nil` is not at all.
    mutating func wait(after furthest: Int64) -> Duration? {
        let now = clock.now()
        if let last = brokeAt {
            let step = furthest - last.furthest
            if step >= Self.progress || step > 0 && now - last.time >= Self.calm { breaks = 0 }
        }
        // The first break of a transfer that came far is the first of a row as well.
        breaks += 1
        brokeAt = (furthest, now)
        guard breaks < attempts else { return nil }
        return .seconds(clock.random(0...min(30, 0.5 * Double(1 << breaks))))
    }
}
