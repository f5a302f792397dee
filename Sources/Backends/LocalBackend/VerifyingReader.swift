internal import BackendKit
internal import FileIO
internal import ImageHashing

/// Reads the whole data of an image and checks length and hash on the way. The last chunk is held back until they
/// are known to be right, so that no reader takes wrong data for complete.
actor VerifyingReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let image: Image
    private var hasher: ParallelHasher?
    private var held: [UInt8]?
    private var count: Int64 = 0

    init(_ inner: any ByteStream.Reader, of image: Image) {
        self.inner = inner
        self.image = image
        hasher = image.hash.map { ParallelHasher([$0.algorithm]) }
    }

    func next() async throws -> [UInt8]? {
        while true {
            let chunk = try await inner.next()
            guard let chunk else {
                try await verify()
                defer { held = nil }
                return held
            }
            count += Int64(chunk.count)
            if let hasher { try await BlockingWork.run { hasher.update(chunk) } }
            let ready = held
            held = chunk
            if let ready { return ready }
        }
    }

    private func verify() async throws {
        guard let hasher else { return }
        let values = try await BlockingWork.run { hasher.values() }
        self.hasher = nil
        guard count == image.size, values.first?.value == image.hash?.value else {
            throw ImageError(
                .integrity,
                "the stored data of '\(image.label)' is damaged: its hash is not the one it was stored with",
                hint: "store check --read-data")
        }
    }
}
