public import BackendKit

/// How a backend makes changes: how often it tries, and how long it waits for a service that may still be at one.
public struct ChangePolicy: Sendable {
    /// Waits between two looks at the service.
    public typealias Pause = @Sendable (Duration) async throws -> Void

    let diagnostics: BackendDiagnostics
    /// One or two: how often a change is sent whose answer is lost and which is not there.
    private(set) var tries: Int
    private let isPatient: Bool
    private let pause: Pause

    /// Seconds between the looks at work that a gateway did not wait for.
    private static let pauses = [2, 4, 8, 16]

    /// - Parameters:
    ///   - retry: whether there is a second try, and any waiting.
    ///   - diagnostics: who is told of answers that were lost.
    public init(_ retry: RetryPolicy, pause: @escaping Pause, diagnostics: BackendDiagnostics) {
        tries = retry.triesAgain ? 2 : 1
        isPatient = retry.triesAgain
        self.pause = pause
        self.diagnostics = diagnostics
    }

    /// The same, without a second try: for a change that a second time would be another one.
    public var once: ChangePolicy {
        var copy = self
        copy.tries = 1
        return copy
    }

    /// Looks again and again, for half a minute.
    /// - Parameter deed: what the service may be at, such as `deleting image 4f1c…`.
    /// - Returns: `nil` when the change is not there in the end.
    func laterValue<Value>(_ deed: String, _ look: () async throws -> Value?) async throws -> Value? {
        guard isPatient else { return nil }
        for seconds in Self.pauses {
            diagnostics.report(
                .waiting("\(deed) takes longer than a gateway waits (504); looking again in \(seconds) s"))
            try await pause(.seconds(seconds))
            if let value = try await look() { return value }
        }
        return nil
    }
}
