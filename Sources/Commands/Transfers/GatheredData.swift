internal import BackendKit
internal import FileIO
internal import ImageHashing

/// The data of an image as far as it is there: on the disk, counted and hashed.
actor GatheredData {
    private static let chunk = 1 << 20

    let part: PartFile
    private let expected: Expectation
    private var hasher: ParallelHasher
    /// Whether the bytes came in more than one piece.
    private(set) var isPieced = false

    init(_ part: PartFile, _ expected: Expectation) {
        self.part = part
        self.expected = expected
        hasher = ParallelHasher([expected.algorithm])
    }

    var count: Int64 { part.length }
    var isComplete: Bool { expected.size.map { count == $0 } ?? false }

    /// Reads what was kept, because the state of a hash was not. Nothing that an earlier process left is believed.
    func readKept(_ moved: @Sendable (Int) -> Void) async throws {
        isPieced = true
        var offset: Int64 = 0
        while offset < part.length {
            try Task.checkCancellation()
            let (part, hasher, place) = (part, hasher, offset)
            let count = try await BlockingWork.run {
                let bytes = try part.read(Self.chunk, at: place)
                hasher.update(bytes)
                return bytes.count
            }
            guard count > 0 else { break }
            offset += Int64(count)
            moved(count)
        }
    }

    /// Notes that what comes next is another piece.
    func beginPiece() { if count > 0 { isPieced = true } }

    /// Notes that what comes next comes in many pieces.
    func beginStretches() { isPieced = true }

    /// Forgets everything.
    func startAnew() async throws {
        let part = part
        try await BlockingWork.run { try part.empty() }
        hasher = ParallelHasher([expected.algorithm])
        isPieced = false
    }

    func take(_ chunk: [UInt8]) async throws {
        if let size = expected.size, count + Int64(chunk.count) > size { throw expected.tooMany() }
        let (part, hasher) = (part, hasher)
        try await BlockingWork.run {
            hasher.update(chunk)
            try part.append(chunk)
        }
    }

    /// - Parameter checksum: the MD5 that an answer brought.
    /// - Returns: the algorithm that proved the data right; `nil` when there was nothing to compare with.
    /// - Throws: ``ImageError`` with code `.integrity`.
    func verify(checksum: String?) async throws -> String? {
        let hasher = hasher
        let wanted = expected.hash ?? checksum.map { ImageHash(algorithm: "md5", value: $0) }
        guard let wanted else { return nil }
        let got = try await BlockingWork.run { hasher.values() }.first?.value ?? ""
        guard got == wanted.value else { throw expected.mismatch(wanted, got) }
        return wanted.algorithm
    }
}
