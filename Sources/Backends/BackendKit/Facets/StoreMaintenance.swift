/// Looking after a store that lives on this machine.
public protocol StoreMaintenance: Sendable {
    /// Compares catalogue and data, and with `repair` sets aside what is wrong. Nothing of the user's is deleted.
    func checkStore(_ options: StoreCheckOptions) async throws -> StoreReport
    /// Removes what crashed commands left behind: unfinished files, data without a record, finished deletions.
    /// - Throws: ``ImageError``: `.conflict` when others are at work in the store, `.local` when nobody can say which data
    ///   has a record.
    func collectGarbage() async throws -> StoreReport
}

/// How thorough a check is.
public struct StoreCheckOptions: Sendable, Equatable {
    /// Read every byte of data and compare the hashes.
    public var readsData = false
    /// Set aside what is wrong, after a copy of the catalogue was made.
    public var repairs = false

    public init() {}
}

/// What a check or clean-up found.
public struct StoreReport: Sendable, Equatable {
    /// One thing found.
    public struct Finding: Sendable, Equatable {
        /// Whether the store is wrong (`problem`), or something was tidied or only noticed (`note`).
        public enum Kind: String, Sendable { case problem, repaired, removed, note }
        public var kind: Kind
        /// The image it is about, when there is one.
        public var image: Image.ID?
        /// One sentence, lower case, no full stop.
        public var text: String

        public init(_ kind: Kind, image: Image.ID? = nil, _ text: String) {
            self.kind = kind
            self.image = image
            self.text = text
        }
    }

    /// Records looked at.
    public var images = 0
    /// Bytes of data read and hashed.
    public var bytesRead: Int64 = 0
    public var findings: [Finding] = []

    public init() {}

    /// Whether nothing is wrong any more.
    public var isClean: Bool { !findings.contains { $0.kind == .problem } }
}

extension Capability<any StoreMaintenance> {
    public static var maintenance: Self { Self("maintain", "check or clean up a store") }
}
