/// An upload of the journal, and how things are with it.
public struct UnfinishedUpload: Sendable {
    public enum State: String, Sendable {
        /// A process is at work on it.
        case running
        /// Its record may be left behind in the backend.
        case left
        /// The image has all of its data, and lacks only the protection that it was to have.
        case unprotected
    }

    public let entry: UploadEntry
    public let state: State

    init(_ entry: UploadEntry) {
        self.entry = entry
        state = entry.process?.isAlive == true ? .running : entry.isUnprotected ? .unprotected : .left
    }
}
