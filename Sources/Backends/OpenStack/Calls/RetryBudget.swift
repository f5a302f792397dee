internal import BackendKit
internal import HTTPTransport

/// Counts the tries of one call and says whether there is another.
struct RetryBudget {
    struct Wait {
        let delay: Duration
        /// "service busy (503)"
        let reason: String
    }

    private let rule: RepeatRule
    private let policy: RetryPolicy
    private let pace: Pace
    private let deadline: Duration?
    /// Tries so far.
    private(set) var tries = 0
    private var waited = Duration.zero
    private var unknowns = 0
    private var serverErrors = 0

    /// - Parameter deadline: by ``Pace/now``; there is no try that would begin after it.
    init(_ rule: RepeatRule, _ policy: RetryPolicy, _ pace: Pace, deadline: Duration? = nil) {
        self.rule = rule
        self.policy = policy
        self.pace = pace
        self.deadline = deadline
    }

    /// - Returns: `nil` when the answer is final.
    mutating func wait(after refusal: Exchange.Refusal) -> Wait? {
        tries += 1
        let asked = RetryAfter.delay(refusal.headers)
        let isAllowed: Bool
        switch refusal.status {
        case 425, 429: isAllowed = rule.whenUntouched
        case 503 where asked != nil: isAllowed = rule.whenUntouched
        case 408, 502, 503, 504: isAllowed = countUnknown()
        case 501: isAllowed = false
        case 500...:
            serverErrors += 1
            isAllowed = serverErrors <= rule.afterServerError
        default: isAllowed = false
        }
        guard isAllowed, let delay = delay(atLeast: asked) else { return nil }
        let what = refusal.status == 500 ? "service failed" : "service busy"
        return Wait(delay: delay, reason: "\(what) (\(refusal.status))")
    }

    /// - Returns: `nil` when the failure is final.
    mutating func wait(after failure: BrokenExchange) -> Wait? {
        tries += 1
        guard !failure.isFinal, failure.mayHaveActed ? countUnknown() : rule.whenUntouched,
            let delay = delay(atLeast: nil)
        else {
            return nil
        }
        return Wait(delay: delay, reason: failure.error.message)
    }

    private mutating func countUnknown() -> Bool {
        unknowns += 1
        return unknowns <= rule.whenUnknown
    }

    private mutating func delay(atLeast asked: Duration?) -> Duration? {
        guard tries < policy.attempts else { return nil }
        let delay = max(policy.delay(after: tries, pace: pace), asked ?? .zero)
        guard waited + delay <= policy.waiting else { return nil }
        if let deadline, pace.now() + delay >= deadline { return nil }
        waited += delay
        return delay
    }
}
