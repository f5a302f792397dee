internal import BackendKit
internal import FileIO

/// A download of the journal, and how things are with it.
public struct UnfinishedDownload: Sendable {
    public enum State: String, Sendable {
        /// A process is at work on it.
        case running
        /// What came so far is kept.
        case kept
        /// Nobody can say what is there, as long as its place cannot be looked at.
        case unknown
    }

    /// What became of one that was to be thrown away.
    public enum Removal: Sendable, Equatable {
        /// So many bytes were removed.
        case removed(Int64)
        /// There was nothing any more.
        case nothing
        /// Only the memory of it was: what may be there cannot be reached.
        case forgotten
        /// Nothing: a process has begun to go on with it.
        case running
    }

    public let entry: DownloadEntry
    public let state: State
    /// Bytes that are there; `nil` when there is no file, or nobody can say.
    public let count: Int64?
    /// Why nobody can say what is there; with ``State/unknown`` only.
    public let reason: String?

    init(_ entry: DownloadEntry, _ data: KeptData) {
        self.entry = entry
        let isRunning = entry.process?.life(at: entry.place) == .running
        switch data {
        case .there(let size): (state, count, reason) = (isRunning ? .running : .kept, size, nil)
        case .gone: (state, count, reason) = (isRunning ? .running : .kept, nil, nil)
        case .unknown(let why): (state, count, reason) = isRunning ? (.running, nil, nil) : (.unknown, nil, why)
        }
    }

    /// Throws away what is kept, as it is now, unless a process is at work on it. One that was ``State/unknown`` and still
    /// is gets forgotten.
    /// - Throws: ``ImageError`` with code `.local`; the journal then still knows of it.
    public func discard(from journal: TransferJournal) throws -> Removal {
        switch try removeData() {
        case .removed(let bytes):
            try journal.remove(entry)
            return .removed(bytes)
        case .isHeld: return .running
        case .isNotThere: break
        }
        switch KeptData(of: entry) {
        case .gone:
            try journal.remove(entry)
            return .nothing
        case .unknown where state == .unknown:
            try journal.remove(entry)
            return .forgotten
        case .unknown(let reason): throw ImageError(.local, "\(reason); nothing was removed")
        // Taken away and made anew, both since it was looked for.
        case .there: return .running
        }
    }

    private enum DataRemoval { case removed(Int64), isNotThere, isHeld }

    /// - Throws: ``ImageError`` with code `.local`; what could not be looked at before need not be now.
    private func removeData() throws -> DataRemoval {
        do {
            let bytes = try PartFile.remove(keptAt: entry.part, for: entry.destination)
            return bytes.map { .removed($0) } ?? .isNotThere
        } catch {
            if error.code == .conflict { return .isHeld }
            if state == .unknown { return .isNotThere }
            throw error
        }
    }
}
