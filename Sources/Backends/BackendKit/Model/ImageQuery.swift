/// Which images to list, and in what order.
public struct ImageQuery: Sendable, Equatable {
    /// Exact, byte by byte.
    public var name: String?
    /// The first characters of the ID, in lower case.
    public var idPrefix: String?
    public var status: Image.Status?
    public var visibility: Visibility?
    /// What the caller's project makes of images that are shared with it; `nil` is those it accepted.
    public var memberStatus: Member.Status?
    /// The MD5 of the data.
    public var checksum: String?
    /// The value of the data's hash, whatever its algorithm.
    public var hashValue: String?
    /// A project's ID.
    public var owner: String?
    /// All of these.
    public var tags: [String] = []
    /// All of these, exact.
    public var properties = Properties()
    /// Changed at that moment or later; always a date that can be read.
    public var changedSince: Timestamp?
    /// Needs a disk of at least so many GiB.
    public var minDisk: Int64?
    /// Needs a memory of at least so many MiB.
    public var minRAM: Int64?
    public var hidden: HiddenFilter = .shown
    /// The first key decides; ties fall to the next, and to the ID at last.
    public var sort: [SortKey] = [SortKey(.createdAt, .descending)]
    /// Start after this image, in the order asked for.
    public var marker: Image.ID?
    /// At most so many images in all.
    public var limit: Int?
    /// Images a page; `nil` is as many as the backend gives at once.
    public var pageSize: Int?

    public init() {}

    /// Whether hidden images are listed.
    public enum HiddenFilter: Sendable { case shown, hidden, both }

    /// Whether an image changed at the moment asked for, or later.
    public func isChangedInTime(_ image: Image) -> Bool {
        guard let wanted = changedSince?.secondsSince1970 else { return true }
        return image.updatedAt?.secondsSince1970.map { $0 >= wanted } ?? false
    }

    /// Whether an image needs at least the disk and memory asked for, which no service filters by: they compare for
    /// equality.
    func needsFit(_ image: Image) -> Bool {
        (image.minDisk ?? 0) >= (minDisk ?? 0) && (image.minRAM ?? 0) >= (minRAM ?? 0)
    }
}

/// A field to sort by, and the direction.
public struct SortKey: Sendable, Equatable {
    /// The fields Glance sorts by (`sort_key`).
    public enum Field: String, Sendable, CaseIterable {
        case name, status, size, id
        case containerFormat = "container_format"
        case diskFormat = "disk_format"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    public enum Direction: String, Sendable, CaseIterable {
        case ascending = "asc"
        case descending = "desc"
    }

    public var field: Field
    public var direction: Direction

    public init(_ field: Field, _ direction: Direction) {
        self.field = field
        self.direction = direction
    }
}
