/// A project an image is shared with.
public struct Member: Sendable, Equatable {
    /// What the project makes of it. `pending` and `rejected` only keep the image out of the member's lists.
    public struct Status: OpenWord {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let pending = Status(rawValue: "pending")
        public static let accepted = Status(rawValue: "accepted")
        public static let rejected = Status(rawValue: "rejected")

        public static var known: [Status] { [.accepted, .pending, .rejected] }
    }

    public var image: Image.ID
    /// The project's ID.
    public var project: String
    /// What the project makes of the image.
    public var status: Status
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// Where the description of the record is, as the service gave it; never used as an address.
    public var schema: String?

    public init(image: Image.ID, project: String, status: Status) {
        self.image = image
        self.project = project
        self.status = status
    }
}
