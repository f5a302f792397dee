public import BackendKit
internal import HTTPTransport

/// How often and how long a call is tried.
public struct RetryPolicy: Sendable {
    /// Tries in all.
    public var attempts: Int
    /// Waiting in all; a service that asks for more is not waited for.
    public var waiting: Duration

    public init(attempts: Int = 5, waiting: Duration = .seconds(120)) {
        self.attempts = attempts
        self.waiting = waiting
    }

    /// Five tries, two minutes of waiting.
    public static let standard = RetryPolicy()
    /// One try.
    public static let none = RetryPolicy(attempts: 1)

    /// What `--no-retry` (IMGSH_NO_RETRY) says.
    public init(_ environment: BackendEnvironment) {
        self = environment.isOn("IMGSH_NO_RETRY") == true ? .none : .standard
    }

    /// Whether there is a second try of anything.
    public var triesAgain: Bool { attempts > 1 }

    /// The wait after so many tries: anything up to a limit that doubles, so that clients that failed together do not
    /// come back together.
    func delay(after tries: Int, pace: Pace) -> Duration {
        let limit = min(30, 0.5 * Double(1 << min(tries, 10)))
        return .seconds(pace.random(0...limit))
    }
}

/// What may be tried again for one call.
struct RepeatRule: Sendable {
    /// When the service certainly did not act.
    let whenUntouched: Bool
    /// How often when nobody knows whether it acted.
    let whenUnknown: Int
    /// How often after an error inside the service.
    let afterServerError: Int

    static let never = RepeatRule(whenUntouched: false, whenUnknown: 0, afterServerError: 0)
    /// A login that failed must not be repeated blindly: accounts get locked.
    static let login = RepeatRule(whenUntouched: true, whenUnknown: 1, afterServerError: 0)

    init(whenUntouched: Bool, whenUnknown: Int, afterServerError: Int) {
        self.whenUntouched = whenUntouched
        self.whenUnknown = whenUnknown
        self.afterServerError = afterServerError
    }

    init(_ request: ServiceRequest) {
        guard request.canBeSentAgain else {
            self = .never
            return
        }
        switch request.repeats {
        case .freely:
            let isRead = request.method == .get || request.method == .head
            self.init(whenUntouched: true, whenUnknown: .max, afterServerError: isRead ? 2 : 1)
        case .whenUntouched: self.init(whenUntouched: true, whenUnknown: 0, afterServerError: 0)
        case .never: self = .never
        }
    }
}

extension ServiceRequest {
    /// Whether the body can be had a second time.
    var canBeSentAgain: Bool {
        if case .never = repeats { return false }
        if case .stream(let stream) = body { return stream.canRestart }
        return true
    }
}
