public import BackendKit

extension ByteStream {
    /// The same bytes, no faster than the limit lets them through.
    ///
    /// A backend cannot take them by their descriptor instead: that would be faster.
    public func limited(by limit: RateLimit?) -> ByteStream {
        guard let limit else { return self }
        return ByteStream(length: length, canRestart: canRestart) { LimitedReader(try open(), limit) }
    }
}

private final class LimitedReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let limit: RateLimit

    init(_ inner: any ByteStream.Reader, _ limit: RateLimit) {
        self.inner = inner
        self.limit = limit
    }

    func next() async throws -> [UInt8]? {
        let chunk = try await inner.next()
        if let chunk { try await limit.pass(chunk.count) }
        return chunk
    }
}
