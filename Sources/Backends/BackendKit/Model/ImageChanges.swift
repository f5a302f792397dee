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
