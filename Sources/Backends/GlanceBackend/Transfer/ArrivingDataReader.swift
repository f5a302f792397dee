internal import BackendKit
internal import FileIO
internal import ImageHashing

/// Reads the whole data of an image as it arrives, and checks it against what the service said it must be. The last chunk
/// is held back until length and hash are known to be right, so that no reader takes wrong data for complete.
actor ArrivingDataReader: ByteStream.Reader {
    /// What the data must be.
    struct Expectation: Sendable {
        /// What messages call the image.
        let label: String
        let size: Int64?
        let hash: ImageHash?
    }

    private let inner: any ByteStream.Reader
    private let expected: Expectation
    private let hasher: ParallelHasher?
    private var held: [UInt8]?
    private var count: Int64 = 0
    private var isAtEnd = false

    init(_ inner: any ByteStream.Reader, _ expected: Expectation) {
        self.inner = inner
        self.expected = expected
        hasher = expected.hash.map { ParallelHasher([$0.algorithm]) }
    }

    func next() async throws -> [UInt8]? {
        while !isAtEnd {
            let chunk = try await inner.next()
            if let chunk { try await take(chunk) } else { try await verify() }
            defer { held = chunk }
            if let held { return held }
        }
        return nil
    }

    private func take(_ chunk: [UInt8]) async throws {
        count += Int64(chunk.count)
        if let size = expected.size, count > size {
            throw damaged("more than its \(size) bytes came")
        }
        if let hasher { try await BlockingWork.run { hasher.update(chunk) } }
    }

    private func verify() async throws {
        isAtEnd = true
        if let size = expected.size, count != size { throw damaged("\(count) of its \(size) bytes came") }
        guard let hasher, let wanted = expected.hash else { return }
        let got = try await BlockingWork.run { hasher.values() }.first?.value ?? ""
        guard got == wanted.value else {
            throw damaged("\(wanted.algorithm) differs (expected \(wanted.value.prefix(8))…, got \(got.prefix(8))…)")
        }
    }

    private func damaged(_ what: String) -> ImageError {
        ImageError(.integrity, "the data of '\(expected.label)' did not arrive as it is recorded: \(what)")
    }
}
