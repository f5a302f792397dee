internal import Synchronization

/// What backends tell beside their results, on its way to whoever shows it.
///
/// One object lives as long as the session; backends keep it and report as they work, from any task.
public final class BackendDiagnostics: Sendable {
    /// Something worth telling.
    public enum Report: Sendable, Equatable {
        /// A person should know: settings that disagree, TLS that is not verified.
        case warning(String)
        /// Something takes longer, and why: "service busy (503), trying again in 4 s".
        case waiting(String)
        /// Lines of a trace of one exchange, secrets struck out.
        case trace([String])
        /// How long one call took, in seconds.
        case timing(call: String, seconds: Double)
    }

    private struct State {
        var tracesExchanges = false
        var timesCalls = false
        var told: Set<String> = []
        var handler: (@Sendable (Report) -> Void)?
    }

    private let state = Mutex(State())

    public init() {}

    /// Whether traces are wanted; making one costs something.
    public var tracesExchanges: Bool {
        get { state.withLock { $0.tracesExchanges } }
        set { state.withLock { $0.tracesExchanges = newValue } }
    }

    /// Whether the time of each call is wanted.
    public var timesCalls: Bool {
        get { state.withLock { $0.timesCalls } }
        set { state.withLock { $0.timesCalls = newValue } }
    }

    /// Sets who is told. The handler must return at once; foreign text in a report is not yet made safe.
    public func handle(_ handler: @escaping @Sendable (Report) -> Void) { state.withLock { $0.handler = handler } }

    /// A warning about settings, which every backend that is opened finds again: told the first time only.
    public func warnOnce(_ text: String) {
        guard state.withLock({ $0.told.insert(text).inserted }) else { return }
        report(.warning(text))
    }

    public func report(_ report: Report) {
        let handler = state.withLock { $0.handler }
        handler?(report)
    }
}
