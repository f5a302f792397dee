internal import FileIO

/// A transfer of the journal, and how things are with it.
public struct UnfinishedTransfer: Sendable {
    public enum State: String, Sendable {
        /// A process is at work on it.
        case running
        /// What came so far is kept.
        case kept
    }

    public let entry: JournalEntry
    public let state: State
    /// Bytes that are there; `nil` when there is no file.
    public let count: Int64?

    init(_ entry: JournalEntry) throws {
        self.entry = entry
        state = entry.process?.isAlive == true ? .running : .kept
        let status = try FileStatus.of(entry.part, followsLink: false)
        count = status?.kind == .regular ? status?.size : nil
    }

    /// Throws away what is kept.
    public func discard(from journal: TransferJournal) throws {
        try Directory.remove(entry.part)
        try journal.remove(entry)
    }
}
