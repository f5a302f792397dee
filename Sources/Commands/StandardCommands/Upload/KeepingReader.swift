internal import BackendKit
internal import CommandKit

/// Keeps what is read, so that it can be read once more.
actor KeepingReader: ByteStream.Reader {
    /// Of compressed data so much is looked at, at most: what it holds begins long before.
    private static let limit = 4 << 20

    private(set) var chunks: [[UInt8]] = []
    /// Why there is no more to read, where that is not the end.
    private(set) var failure: (any Error)?
    private var count = 0
    private let inner: any ByteStream.Reader

    init(_ inner: any ByteStream.Reader) { self.inner = inner }

    /// - Throws: also ``ImageError`` with code `.integrity` for more than is kept.
    func next() async throws -> [UInt8]? {
        guard count < Self.limit else {
            throw ImageError(.integrity, "there is next to nothing in its first \(ByteCount.text(Int64(count)))")
        }
        do {
            guard let chunk = try await inner.next() else { return nil }
            chunks.append(chunk)
            count += chunk.count
            return chunk
        } catch {
            failure = error
            throw error
        }
    }
}
