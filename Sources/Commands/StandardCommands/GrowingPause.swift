/// The time between two looks at something that takes a while: each is half as long again as the one before.
struct GrowingPause {
    private var next: Duration
    private let longest: Duration

    init(from shortest: Duration, to longest: Duration) {
        next = shortest
        self.longest = longest
    }

    /// The pause that comes now.
    mutating func take() -> Duration {
        defer { next = min(longest, next * 3 / 2) }
        return next
    }
}
