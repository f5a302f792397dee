public import BackendKit

/// Another backend with something changed: what a double does not say itself, the backend behind it does. Facets are those
/// that the double has.
public protocol BackendView: ImageBackend {
    associatedtype Inner: ImageBackend
    var inner: Inner { get }
}

extension BackendView {
    public var info: BackendInfo { inner.info }
    public func images(matching query: ImageQuery) -> Pages<Image> { inner.images(matching: query) }
    public func image(_ id: Image.ID) async throws -> Image { try await inner.image(id) }
    public func deleteImage(_ id: Image.ID) async throws { try await inner.deleteImage(id) }
}
