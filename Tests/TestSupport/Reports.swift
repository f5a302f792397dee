public import BackendKit

/// What a backend reported, in order.
public final class Reports: Sendable {
    private let log = Log<BackendDiagnostics.Report>()
    /// To be given to the backend.
    public let diagnostics = BackendDiagnostics()

    public init() {
        let log = log
        diagnostics.handle { log.add($0) }
    }

    public var all: [BackendDiagnostics.Report] { log.all }

    public var warnings: [String] { all.compactMap { if case .warning(let text) = $0 { text } else { nil } } }

    /// What it waited for.
    public var waits: [String] { all.compactMap { if case .waiting(let text) = $0 { text } else { nil } } }

    /// The lines of all traces.
    public var trace: [String] {
        all.flatMap { report -> [String] in if case .trace(let lines) = report { lines } else { [] } }
    }

    /// The calls that were timed.
    public var calls: [String] { all.compactMap { if case .timing(let call, _) = $0 { call } else { nil } } }
}
