/// Giving data out.
public protocol ImageDownloading: Sendable {
    /// Opens the data for the time the closure runs. Leaving the closure ends the transfer.
    ///
    /// A backend that verifies while it reads throws `.integrity` from the stream at the end of whole data; callers
    /// must treat no byte as good before the stream ended.
    /// - Parameter range: bytes, from 0; `nil` is all of them. Bounds past the end are clipped.
    /// - Throws: ``ImageError``: `.notFound`; `.conflict` when the image has no data; `.forbidden` when it is
    ///   deactivated; `.usage` for an empty range or one that starts past the end.
    func withData<Value: Sendable>(
        of image: Image.ID,
        range: Range<Int64>?,
        _ body: @Sendable (ByteStream) async throws -> Value
    ) async throws -> Value
}

extension Capability<any ImageDownloading> {
    public static var downloading: Self { Self("download", "give image data out") }
}
