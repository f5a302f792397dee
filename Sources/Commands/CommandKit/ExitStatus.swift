internal import BackendKit

/// What a command, a script and the process end with. The numbers are an interface.
public struct ExitStatus: RawRepresentable, Sendable, Hashable {
    public let rawValue: Int32
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Done and verified.
    public static let done = ExitStatus(rawValue: 0)
    /// Disk, permission, a damaged store, anything without a number of its own.
    public static let failed = ExitStatus(rawValue: 1)
    /// The words are wrong, or this backend cannot do it.
    public static let usage = ExitStatus(rawValue: 2)
    /// Not found, or ambiguous.
    public static let notFound = ExitStatus(rawValue: 3)
    /// Not authenticated, or forbidden.
    public static let denied = ExitStatus(rawValue: 4)
    /// Protected, in use, wrong status, quota.
    public static let conflict = ExitStatus(rawValue: 5)
    /// Size or hash differs.
    public static let integrity = ExitStatus(rawValue: 6)
    /// Unreachable, broken off, timed out.
    public static let network = ExitStatus(rawValue: 7)
    /// The answer was not what the API promises.
    public static let `protocol` = ExitStatus(rawValue: 8)

    /// Ended by a signal.
    public static func signal(_ number: Int32) -> ExitStatus { ExitStatus(rawValue: 128 + number) }
    /// Control-C.
    public static let interrupted = signal(2)
    /// The reader of our output went away.
    public static let outputClosed = signal(13)

    /// Every number with its meaning, as the manual and `help exit-status` print them.
    public static let meanings: [(status: String, meaning: String)] = [
        ("0", "done and verified"),
        ("1", "failed: disk, permission, a damaged store"),
        ("2", "usage, or the backend cannot do it"),
        ("3", "not found, or ambiguous"),
        ("4", "not authenticated, or forbidden"),
        ("5", "conflict: protected, in use, wrong status, quota"),
        ("6", "integrity: size or hash differs"),
        ("7", "network: unreachable, broken off, timed out"),
        ("8", "protocol: not the answer the API promises"),
        ("128+n", "ended by signal n"),
    ]

    /// The status a thrown error stands for.
    public init(_ error: any Error) {
        switch error {
        case let error as ImageError: self.init(rawValue: error.code.exitStatus)
        case let error as LocatedError: self.init(rawValue: error.error.code.exitStatus)
        case is UsageError: self = .usage
        case is CancellationError: self = .interrupted
        case is OutputClosed: self = .outputClosed
        case let error as SilentFailure: self = error.status
        default: self = .failed
        }
    }
}

/// A failure that was already reported; only its status is left to pass on.
public struct SilentFailure: Error, Sendable {
    public let status: ExitStatus
    public init(_ status: ExitStatus) { self.status = status }
}
