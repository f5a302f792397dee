/// Pointing an image at data that is somewhere else. Most sites allow it to nobody or to administrators only.
public protocol LocationEditing: Sendable {
    /// - Throws: ``ImageError`` with code `.forbidden`.
    func locations(of image: Image.ID) async throws -> [ImageLocation]
    /// Registers data at an address. The service may read it in the background to hash it.
    /// - Throws: ``ImageError``: `.conflict` unless the image is `queued`; `.forbidden`.
    func addLocation(_ location: ImageLocation, to image: Image.ID) async throws
    /// Says something else about one of the addresses.
    /// - Throws: ``ImageError``: `.notFound`; `.forbidden`.
    func describeLocation(_ url: String, of image: Image.ID, as metadata: Properties) async throws
    /// - Throws: ``ImageError``: `.notFound`; `.forbidden`, also for the last one.
    func removeLocation(_ url: String, from image: Image.ID) async throws
}

extension Capability<any LocationEditing> {
    public static var locations: Self { Self("locations", "show or change locations of data") }
}

/// An address of data. It may hold credentials of the store: never shown unasked.
public struct ImageLocation: Sendable, Equatable {
    /// In the words of the store, such as `rbd://…`; nothing here goes to it.
    public var url: String
    /// What the service is told of the address.
    public var metadata: Properties
    /// What the data's hash is known to be.
    public var hash: ImageHash?
    /// The MD5 of the data.
    public var checksum: String?

    public init(url: String, metadata: Properties = Properties()) {
        self.url = url
        self.metadata = metadata
    }
}
