/// What a new record shall say.
public struct ImageDraft: Sendable, Equatable {
    /// Chosen by the caller, so that a repeated request cannot make a second image; `nil` lets the backend choose.
    public var id: Image.ID?
    public var name: String?
    /// `nil` takes the backend's default: `shared`.
    public var visibility: Visibility?
    public var isProtected = false
    public var isHidden = false
    public var diskFormat: DiskFormat?
    public var containerFormat: ContainerFormat?
    /// GiB.
    public var minDisk: Int64 = 0
    /// MiB.
    public var minRAM: Int64 = 0
    /// A project's ID; `nil` is the caller's own.
    public var owner: String?
    public var tags: [String] = []
    public var properties = Properties()

    public init(name: String? = nil) { self.name = name }
}

/// What shall become different about an image. A `nil` field stays as it is.
public struct ImageChanges: Sendable, Equatable {
    public var name: String?
    public var visibility: Visibility?
    public var isProtected: Bool?
    public var isHidden: Bool?
    /// Only while the image has no data.
    public var diskFormat: DiskFormat?
    /// Only while the image has no data.
    public var containerFormat: ContainerFormat?
    public var minDisk: Int64?
    public var minRAM: Int64?
    public var owner: String?
    public var addedTags: [String] = []
    /// A tag that is not there is an error, `.notFound`.
    public var removedTags: [String] = []
    public var setProperties = Properties()
    /// A property that is not there is an error, `.notFound`.
    public var removedProperties: [String] = []

    public init() {}

    public var isEmpty: Bool { self == ImageChanges() }
}
