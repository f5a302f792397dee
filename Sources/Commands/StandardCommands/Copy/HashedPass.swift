internal import BackendKit
internal import FileIO
internal import ImageHashing
internal import Synchronization

/// One pass over the data of a copy or of an import: counts it, and hashes it unless the stream vouches for its hashes.
final class HashedPass: Sendable {
    /// What went through, once the end was reached. Of several passes the last one counts.
    struct Sum: Sendable {
        let size: Int64
        let hashes: [ImageHash]

        func value(of algorithm: String) -> String? { hashes.first { $0.algorithm == algorithm }?.value }
    }

    private let data: ByteStream
    private let algorithms: [String]
    private let state = Mutex<Sum?>(nil)

    /// - Parameter original: the image as its backend describes it; `nil` for data that is no image yet.
    init(_ data: ByteStream, of original: Image? = nil) {
        self.data = data
        let wanted = ["sha512", "md5"] + (original?.hash.map { [$0.algorithm] } ?? [])
        algorithms = data.verifiedHashes.isEmpty ? wanted.sortedUniqueBytes() : []
    }

    /// What went through; `nil` before the end.
    var sum: Sum? { state.withLock { $0 } }

    /// The bytes, for the destination to pull.
    var stream: ByteStream {
        data.through { reader in
            self.state.withLock { $0 = nil }
            return PassReader(reader, self.algorithms, self)
        }
    }

    fileprivate func complete(_ size: Int64, _ hashes: [ImageHash]) {
        state.withLock { $0 = Sum(size: size, hashes: hashes + data.verifiedHashes) }
    }
}

private actor PassReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let hasher: ParallelHasher?
    private let pass: HashedPass
    private var count: Int64 = 0

    init(_ inner: any ByteStream.Reader, _ algorithms: [String], _ pass: HashedPass) {
        self.inner = inner
        self.pass = pass
        hasher = algorithms.isEmpty ? nil : ParallelHasher(algorithms)
    }

    func next() async throws -> [UInt8]? {
        let chunk = try await inner.next()
        let hasher = hasher
        guard let chunk else {
            pass.complete(count, try await BlockingWork.run { hasher?.values() ?? [] })
            return nil
        }
        count += Int64(chunk.count)
        if let hasher { try await BlockingWork.run { hasher.update(chunk) } }
        return chunk
    }
}
