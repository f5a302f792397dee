public import BackendKit

/// Data on its way in. A transfer cannot be resumed: the service drops what a broken one brought.
///
/// After data that is not what the record says it is, Glance leaves the record `queued` with the hash of that data;
/// no other data can follow then, which the error says.
extension GlanceBackend: ImageUploading {
    public func upload(_ data: ByteStream, to image: Image.ID) async throws -> Image {
        try await DataUpload(backend: self, id: image, target: .store(nil)).send(data)
    }
}
