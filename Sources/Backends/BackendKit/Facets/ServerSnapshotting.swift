/// Making images of servers.
public protocol ServerSnapshotting: Sendable {
    /// The servers of the caller's project.
    /// - Parameter name: only those with exactly this name, byte by byte; names need not be unique.
    func servers(named name: String?) -> Pages<Server>
    /// - Throws: ``ImageError`` with code `.notFound`.
    func server(_ id: Server.ID) async throws -> Server
    /// Asks for an image of a server, and returns before it is made. An image whose making fails becomes `error`, or
    /// vanishes.
    /// - Throws: ``ImageError``: `.notFound` for the server; `.conflict` when its state forbids it; `.forbidden`, also
    ///   for a quota; `.usage` for a name or property the service refuses.
    func snapshotServer(_ id: Server.ID, _ snapshot: SnapshotRequest) async throws -> Image.ID
}

extension Capability<any ServerSnapshotting> {
    public static var snapshotting: Self { Self("snapshot", "make images of servers") }
}

/// A virtual machine.
public struct Server: Sendable, Equatable, Identifiable {
    public struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(_ rawValue: String) { self.rawValue = rawValue }
        public var description: String { rawValue }
    }

    public var id: ID
    /// Not unique.
    public var name: String
    /// As the service writes it: `ACTIVE`, `SHUTOFF`.
    public var status: String
    /// What it was made from; `nil` for one that starts from a volume.
    public var image: Image.ID?
    /// What is being done to it, as the service writes it: `image_uploading`.
    public var task: String?
    public var createdAt: Timestamp?

    public init(id: ID, name: String, status: String) {
        self.id = id
        self.name = name
        self.status = status
    }
}

/// What an image of a server shall be called.
public struct SnapshotRequest: Sendable, Equatable {
    public var name: String
    public var properties = Properties()

    public init(name: String) { self.name = name }
}
