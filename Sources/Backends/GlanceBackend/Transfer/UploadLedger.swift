internal import BackendKit
internal import FileIO
internal import ImageHashing
internal import Synchronization

/// What was read from a stream on its way out. Of several passes the last one counts.
final class UploadLedger: Sendable {
    /// All that was sent, once the stream ended where it said it would.
    struct Sent: Sendable {
        let size: Int64
        let hashes: [ImageHash]
    }

    private struct State {
        var hasStarted = false
        var sent: Sent?
        var failure: (any Error)?
        /// The stream, where it can be read once more.
        var source: ByteStream?
    }

    private let state = Mutex(State())

    /// Whether a byte may have left.
    var hasStarted: Bool { state.withLock { $0.hasStarted } }
    var sent: Sent? { state.withLock { $0.sent } }
    /// What the source itself did wrong.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// The stream, on the record. It gives exactly as many bytes as it says, or fails before it gives the last of them.
    func following(_ data: ByteStream) -> ByteStream {
        data.through { reader in
            self.state.withLock { $0 = State(hasStarted: true, source: data.canRestart ? data : nil) }
            return CountingReader(reader, of: data, self)
        }
    }

    /// A hash of what was sent. One that was not made on the way is made of a second pass over the source: should that
    /// have changed meanwhile, the hash differs from the service's, which is right.
    /// - Returns: `nil` for an algorithm that is not known here, and for a stream that is gone.
    func hash(by algorithm: String) async throws -> ImageHash? {
        let (sent, source) = state.withLock { ($0.sent, $0.source) }
        if let known = sent?.hashes.first(where: { $0.algorithm == algorithm }) { return known }
        guard let source, ImageHasher(algorithm) != nil else { return nil }
        let hasher = ParallelHasher([algorithm])
        let reader = try source.open()
        while let chunk = try await reader.next() {
            try await BlockingWork.run { hasher.update(chunk) }
        }
        return try await BlockingWork.run { hasher.values() }.first
    }

    fileprivate func complete(_ sent: Sent) { state.withLock { $0.sent = sent } }
    fileprivate func fail(_ error: any Error) { state.withLock { $0.failure = error } }
}

/// Counts and hashes. The last chunk is held back until the end has come: a service that has as many bytes as were
/// announced makes an image of them, whatever follows.
private actor CountingReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let length: Int64?
    private let ledger: UploadLedger
    /// `nil` when there is nothing left to compute.
    private let hasher: ParallelHasher?
    /// What the stream vouches for; it costs nothing more.
    private let verified: [ImageHash]
    private var held: [UInt8]?
    private var count: Int64 = 0
    private var isAtEnd = false

    init(_ inner: any ByteStream.Reader, of data: ByteStream, _ ledger: UploadLedger) {
        self.inner = inner
        self.ledger = ledger
        length = data.length
        verified = data.verifiedHashes
        // The service's own algorithm is known only afterwards, and is nearly always this one. Every other one costs a
        // second pass, which a stream that is gone does not allow.
        let algorithms = data.canRestart ? ["sha512"] : ["sha512", "md5"]
        let missing = algorithms.filter { algorithm in !data.verifiedHashes.contains { $0.algorithm == algorithm } }
        hasher = missing.isEmpty ? nil : ParallelHasher(missing)
    }

    func next() async throws -> [UInt8]? {
        do {
            while !isAtEnd {
                let chunk = try await inner.next()
                if let chunk { try await take(chunk) } else { try await end() }
                defer { held = chunk }
                if let held { return held }
            }
            return nil
        } catch {
            ledger.fail(error)
            throw error
        }
    }

    private func take(_ chunk: [UInt8]) async throws {
        count += Int64(chunk.count)
        if let length, count > length { throw wrongLength("more than the \(length)") }
        if let hasher { try await BlockingWork.run { hasher.update(chunk) } }
    }

    private func end() async throws {
        if let length, count != length { throw wrongLength("\(count) of the \(length)") }
        let hasher = hasher
        let hashes = try await BlockingWork.run { hasher?.values() ?? [] }
        isAtEnd = true
        ledger.complete(UploadLedger.Sent(size: count, hashes: hashes + verified))
    }

    private func wrongLength(_ count: String) -> ImageError {
        ImageError(.integrity, "the data has \(count) bytes that were announced")
    }
}
