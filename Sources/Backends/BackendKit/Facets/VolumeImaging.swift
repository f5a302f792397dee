/// Making images of volumes.
public protocol VolumeImaging: Sendable {
    /// Asks for an image of a volume, and returns before its data is there. The service makes the image.
    /// - Parameter volume: its full ID or its exact name, byte by byte.
    /// - Throws: ``ImageError``: `.unsupported` or `.usage` when the cloud has no volumes, or cannot do what was asked
    ///   for; `.notFound`, `.ambiguous` for the volume; `.conflict` when its state forbids it.
    func createImage(of volume: String, _ request: VolumeImageRequest) async throws -> VolumeImage
}

extension Capability<any VolumeImaging> {
    public static var volumes: Self { Self("volumes", "make images of volumes") }
}

/// What an image of a volume shall be.
public struct VolumeImageRequest: Sendable, Equatable {
    /// The image's; it need not be unique.
    public var name: String
    public var diskFormat: DiskFormat?
    public var containerFormat: ContainerFormat?
    /// `nil` is `private`.
    public var visibility: Visibility?
    /// `nil` is no.
    public var isProtected: Bool?
    /// Whether it is made although a server uses the volume.
    public var isForced = false

    public init(name: String) { self.name = name }
}

/// An image that is being made of a volume, as the service that makes it tells it.
public struct VolumeImage: Sendable, Equatable {
    public var image: Image.ID
    public var imageName: String?
    public var diskFormat: DiskFormat?
    public var containerFormat: ContainerFormat?
    public var visibility: Visibility?
    public var isProtected: Bool?
    /// The ID of the volume.
    public var volume: String
    /// What the volume is for, in its owner's words.
    public var about: String?
    /// Of the volume, in GiB.
    public var size: Int64?
    /// Of the volume: `uploading`.
    public var status: String?
    /// The name of the kind of volume.
    public var type: String?
    public var updatedAt: Timestamp?

    public init(image: Image.ID, volume: String) {
        self.image = image
        self.volume = volume
    }
}
