/// Suggesting names while they are typed, quicker than a list of all images could.
///
/// A backend needs this only when it can find names without reading every record; others are listed.
public protocol NameSuggesting: Sendable {
    /// The images `image list` shows whose name or ID fits, in byte order of the names, or of the IDs.
    /// - Parameter limit: at least 1.
    func suggestedImages(_ fit: NameFit, atMost limit: Int) async throws -> SuggestedImages
    /// The tags there are, in byte order.
    func suggestedTags() async throws -> [String]
    /// The names of the properties there are, in byte order.
    func suggestedProperties() async throws -> [String]
    /// The values a property has, in byte order.
    func suggestedValues(of property: String, atMost limit: Int) async throws -> [String]
}

extension Capability<any NameSuggesting> {
    public static var suggesting: Self { Self("suggest", "suggest names while they are typed") }
}

/// What is known of a name.
public enum NameFit: Sendable, Equatable {
    /// Its first bytes; empty fits every image, also one without a name.
    case beginning(String)
    /// What is somewhere in it, in upper or lower case; not empty.
    case holding(String)
    /// The first characters of the ID, in lower case; not empty.
    case idBeginning(String)
}

/// Images that may be meant.
public struct SuggestedImages: Sendable, Equatable {
    /// What is told of one image.
    public struct Entry: Sendable, Equatable {
        public var id: Image.ID
        public var name: String?
        public var status: Image.Status
        /// Bytes.
        public var size: Int64?
        public var createdAt: Timestamp?
        /// Whether no other image has the name.
        public var isAlone: Bool

        public init(_ image: Image, isAlone: Bool) {
            self.init(
                id: image.id, name: image.name, status: image.status, size: image.size, createdAt: image.createdAt,
                isAlone: isAlone)
        }

        public init(
            id: Image.ID, name: String?, status: Image.Status, size: Int64?, createdAt: Timestamp?, isAlone: Bool
        ) {
            self.id = id
            self.name = name
            self.status = status
            self.size = size
            self.createdAt = createdAt
            self.isAlone = isAlone
        }
    }

    /// When there are too many, the last entry is the last of all: what these begin with, all begin with.
    public var entries: [Entry]
    /// Whether there are more.
    public var isCut: Bool

    public init(_ entries: [Entry] = [], isCut: Bool = false) {
        self.entries = entries
        self.isCut = isCut
    }
}
