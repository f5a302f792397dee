internal import CProcesses

/// A signal, and what was true when it came: whoever handles it may be late.
public struct ArrivedSignal: Sendable {
    public let number: Int32
    /// Whether standard input was a terminal then whose key sends SIGINT. An editor that reads keys turns that off.
    public let canBeFromKeys: Bool
    /// When it came, by ``now``.
    public let time: Duration

    init(_ record: cprocesses_signal) {
        number = record.number
        canBeFromKeys = record.from_keys
        time = .nanoseconds(record.time)
    }

    /// The time by the clock that signals are told by.
    public static var now: Duration { .nanoseconds(cprocesses_signal_time()) }
}
