/// Withdrawing an image's data from use, and giving it back. Both may be repeated.
public protocol ImageActivating: Sendable {
    /// - Throws: ``ImageError``: `.notFound`; `.conflict` unless the image is `active` or `deactivated`.
    func deactivateImage(_ id: Image.ID) async throws
    /// - Throws: ``ImageError``: `.notFound`; `.conflict` unless the image is `active` or `deactivated`.
    func reactivateImage(_ id: Image.ID) async throws
}

extension Capability<any ImageActivating> {
    public static var activating: Self { Self("deactivate", "deactivate and reactivate images") }
}
