/// Making a record together with its data, as one change.
public protocol ImageStoring: Sendable {
    /// A new, `active` image with these bytes. Until it is complete nobody sees it; after a failure or a crash there
    /// is no record, and nothing else has changed.
    /// - Throws: as ``ImageCreating/createImage(_:)`` and ``ImageUploading/upload(_:to:)``.
    func storeImage(_ draft: ImageDraft, data: ByteStream) async throws -> Image
}

extension Capability<any ImageStoring> {
    public static var storing: Self { Self("store", "create an image and its data as one change") }
}
