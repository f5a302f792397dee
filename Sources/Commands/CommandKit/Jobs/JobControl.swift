/// What commands may ask about the command lines that run in the background.
public protocol JobControl: Sendable {
    /// The job that the command itself runs in; `nil` in the foreground.
    var own: Int? { get }

    /// Those that run and the last ones that have ended, oldest first.
    func reports() -> [JobReport]

    /// Waits until a job has ended, and takes note that its status was seen.
    /// - Throws: `CancellationError` when the caller is cancelled: the job goes on then.
    func end(of number: Int) async throws -> ExitStatus

    /// Waits until all have ended that run now, but for the one that asks. Nobody has seen their statuses by that; `nil`
    /// when none runs.
    var othersEnd: (@Sendable () async -> Void)? { get }

    /// Shows a job on the terminal as if it had been typed just now, until it ends or is sent back. Cancelling the
    /// caller ends the job.
    /// - Returns: `nil` when it was sent back to the background.
    func bringToForeground(_ number: Int) async -> ExitStatus?

    /// Cancels a job as Control-C would, and does not wait for its end. A second time also ends programs that did not
    /// end when they were asked to.
    func cancel(_ number: Int)

    /// Runs the closure while nobody else writes to the terminal: what jobs have to say waits.
    func withTerminal<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value
}

extension JobControl {
    /// Those that run, but for the one that asks.
    public var othersRunning: [JobReport] { reports().filter { $0.isRunning && $0.number != own } }
}

/// A command line in the background, as it is at the moment.
public struct JobReport: Sendable, Equatable {
    /// Counts from 1 in each session; no number is used twice.
    public let number: Int
    /// As it was typed, in one row.
    public let line: String
    /// `nil` while it runs.
    public let status: ExitStatus?
    /// Whether somebody was told the status, or waited for it.
    public let wasAwaited: Bool
    /// Seconds since 1970.
    public let startedAt: Int64
    /// How far it is, in words; `nil` when it does not say.
    public let progress: String?

    public init(
        number: Int, line: String, status: ExitStatus?, wasAwaited: Bool, startedAt: Int64, progress: String?
    ) {
        self.number = number
        self.line = line
        self.status = status
        self.wasAwaited = wasAwaited
        self.startedAt = startedAt
        self.progress = progress
    }

    public var isRunning: Bool { status == nil }

    /// `running`, `done`, `cancelled`, `failed (3)`.
    public var state: String {
        switch status {
        case nil: "running"
        case .done: "done"
        case .interrupted: "cancelled"
        case let status?: "failed (\(status.rawValue))"
        }
    }

    /// `[1] image save big --file copy`
    public var description: String { "[\(number)] \(line)" }
}
