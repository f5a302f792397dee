internal import Synchronization

/// What was told, from any task.
public final class Log<Entry: Sendable>: Sendable {
    private let entries = Mutex<[Entry]>([])

    public init() {}

    /// Every entry, in the order they came.
    public var all: [Entry] { entries.withLock { $0 } }

    public func add(_ entry: Entry) { entries.withLock { $0.append(entry) } }
}
