/// How often backends are asked for the names of their images, and how long a Tab waits for them.
struct Freshness: Sendable {
    /// After that, names are asked for again.
    var maximumAge = Duration.seconds(30)
    /// The same of a list that is there before anybody has waited.
    var quickAge = Duration.seconds(2)
    /// How long a Tab waits that has no names yet; less than the editor waits.
    var firstPatience = Duration.milliseconds(1300)
    /// How long one waits for names that may have changed, while it has others.
    var patience = Duration.milliseconds(300)
    /// A list that is read so quickly is read again as a whole; of others only what has changed is.
    var shortEffort = Duration.milliseconds(500)
    /// So many times as long as a list took to read, it is not read again.
    var rest = 20
}

extension Freshness {
    /// For somebody who waits so long for the whole of a completion.
    init(within patience: Duration) { firstPatience = max(.zero, patience - .milliseconds(200)) }
}
