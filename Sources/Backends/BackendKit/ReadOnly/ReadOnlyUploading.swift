/// Refuses data.
struct ReadOnlyUploading: ImageUploading {
    func upload(_ data: ByteStream, to image: Image.ID) async throws -> Image {
        throw ReadOnlyBackend.refusal("image '\(image)' got no data")
    }
}
