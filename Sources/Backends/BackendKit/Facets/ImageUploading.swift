/// Taking data in.
public protocol ImageUploading: Sendable {
    /// Stores the stream as the data of a `queued` image, which becomes `active`.
    ///
    /// On any failure the record is `queued` again, without data, size or hash.
    /// - Returns: the image as it reads back, with size and hash.
    /// - Throws: ``ImageError``: `.notFound`; `.conflict` unless the image is `queued`; `.usage` when a format is not
    ///   set; `.integrity` when the stream ends before or after its length; `.local` for a full disk.
    func upload(_ data: ByteStream, to image: Image.ID) async throws -> Image
}

extension Capability<any ImageUploading> {
    public static var uploading: Self { Self("upload", "take image data") }
}
