/// A record plus its data. The record can exist without data (status `queued`).
///
/// A field that is `nil` is empty, or something its backend does not tell: then it is in ``untold``.
public struct Image: Sendable, Equatable, Identifiable {
    /// An image's identifier: a UUID in lower case on every backend that ships.
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(_ rawValue: String) { self.rawValue = rawValue }
        public var description: String { rawValue }
    }

    public var id: ID
    /// Not unique; may be empty.
    public var name: String?
    public var status: Status
    public var visibility: Visibility?
    /// Refuses deletion.
    public var isProtected: Bool?
    /// Left out of the default list.
    public var isHidden: Bool?
    public var diskFormat: DiskFormat?
    public var containerFormat: ContainerFormat?
    /// The disk a server needs, in GiB.
    public var minDisk: Int64?
    /// The memory a server needs, in MiB.
    public var minRAM: Int64?
    /// Length of the data in bytes; `nil` while there is none.
    public var size: Int64?
    /// What the disk inside says it holds, in bytes.
    public var virtualSize: Int64?
    /// The MD5 of the data, in lower-case hexadecimal. Legacy; may be absent.
    public var checksum: String?
    /// What imgsh verifies.
    public var hash: ImageHash?
    /// The project the image belongs to.
    public var owner: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// Bare labels, each once, in byte order.
    public var tags: [String]
    /// Everything else: names and values such as `hw_disk_bus`.
    public var properties: Properties
    /// Where the data is, as the service gave it; never used as an address.
    public var file: String?
    /// Where the description of the record is, as the service gave it; never used as an address.
    public var schema: String?
    /// What the backend says nothing about; these fields mean nothing here.
    public var untold: Set<Field> = []

    public init(
        id: ID,
        name: String? = nil,
        status: Status,
        visibility: Visibility? = nil,
        isProtected: Bool? = nil,
        isHidden: Bool? = nil,
        diskFormat: DiskFormat? = nil,
        containerFormat: ContainerFormat? = nil,
        minDisk: Int64? = nil,
        minRAM: Int64? = nil,
        size: Int64? = nil,
        virtualSize: Int64? = nil,
        checksum: String? = nil,
        hash: ImageHash? = nil,
        owner: String? = nil,
        createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil,
        tags: [String] = [],
        properties: Properties = Properties()
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.visibility = visibility
        self.isProtected = isProtected
        self.isHidden = isHidden
        self.diskFormat = diskFormat
        self.containerFormat = containerFormat
        self.minDisk = minDisk
        self.minRAM = minRAM
        self.size = size
        self.virtualSize = virtualSize
        self.checksum = checksum
        self.hash = hash
        self.owner = owner
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.tags = tags
        self.properties = properties
    }
}

extension Image {
    /// The name, or the ID of an image without one: what messages call it.
    public var label: String {
        if let name, !name.isEmpty { return name }
        return id.rawValue
    }
}
