/// Changing records.
public protocol ImageEditing: Sendable {
    /// Makes all of the changes, or none.
    /// - Returns: the image as it is afterwards.
    /// - Throws: ``ImageError``: `.notFound` for the image, a removed tag or a removed property; `.conflict` for a
    ///   format of an image that has data; `.usage` for a value the backend refuses.
    func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image
}

extension Capability<any ImageEditing> {
    public static var editing: Self { Self("edit", "change images") }
}
