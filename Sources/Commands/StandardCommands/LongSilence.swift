internal import CommandKit

/// Tells once when nothing has changed for long: a service whose worker died leaves things as they are, for ever.
struct LongSilence {
    private static let minutes = 15

    private var seen: String?
    private var lasted = Duration.zero
    private var isTold = false

    /// Notes what was seen before a pause.
    /// - Parameters:
    ///   - state: all that is known of what is waited for.
    ///   - pause: how long nobody will look.
    /// - Returns: the time, in words, when it is long for the first time since something changed.
    mutating func note(_ state: String, before pause: Duration) -> String? {
        if state != seen { (seen, lasted, isTold) = (state, .zero, false) }
        defer { lasted += pause }
        guard !isTold, lasted >= .seconds(Self.minutes * 60) else { return nil }
        isTold = true
        return "\(Self.minutes) minutes"
    }
}
