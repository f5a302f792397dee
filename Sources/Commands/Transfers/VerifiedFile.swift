public import BackendKit
internal import FileIO
internal import ImageHashing

/// A file that may hold an image's data.
public enum VerifiedFile {
    /// Whether the file has exactly the bytes that the image's hash was made of. Without a hash nobody can say.
    /// - Throws: ``ImageError`` with code `.local`; `CancellationError`.
    public static func holds(_ image: Image, at path: String) async throws -> Bool {
        guard let hash = image.hash ?? image.checksum.map({ ImageHash(algorithm: "md5", value: $0) }),
            ImageHasher(hash.algorithm) != nil,
            let status = try FileStatus.of(path, followsLink: false), status.kind == .regular,
            status.size == image.size
        else { return false }
        let hasher = ParallelHasher([hash.algorithm])
        let reader = try await ByteStream.file(at: path).open()
        while let chunk = try await reader.next() {
            try await BlockingWork.run { hasher.update(chunk) }
        }
        return try await BlockingWork.run { hasher.values() }.first?.value == hash.value
    }
}
