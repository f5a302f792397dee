/// An upload of the journal, and how things are with it.
public struct UnfinishedUpload: Sendable {
    public enum State: String, Sendable {
        /// A process is at work on it.
        case running
        /// It was begun on another machine, or in another container, and nobody here can say whether it still runs.
        case elsewhere
        /// Its record may be left behind in the backend.
        case left
        /// The image has all of its data, and lacks only the protection that it was to have.
        case unprotected
    }

    public let entry: UploadEntry
    public let state: State

    /// Why nobody can say how things are with it; with ``State/elsewhere`` only.
    public var reason: String? {
        state == .elsewhere ? "it was begun on '\(entry.place?.host ?? "")' and may still run there" : nil
    }

    init(_ entry: UploadEntry) {
        self.entry = entry
        switch entry.process?.life(at: entry.place) {
        case .running?: state = .running
        case _ where entry.isUnprotected: state = .unprotected
        case .unseen?: state = .elsewhere
        case .ended?, nil: state = .left
        }
    }
}
