public import BackendKit

extension ByteStream {
    /// The same bytes, no faster than the limit lets them through, in slices of about a quarter of a second.
    ///
    /// A backend cannot take them by their descriptor instead: that would be faster.
    public func limited(by limit: RateLimit?) -> ByteStream {
        guard let limit else { return self }
        return through { LimitedReader($0, limit) }
    }
}

private actor LimitedReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let limit: RateLimit
    /// What was read and not yet let through.
    private var waiting: ArraySlice<UInt8> = []

    init(_ inner: any ByteStream.Reader, _ limit: RateLimit) {
        self.inner = inner
        self.limit = limit
    }

    func next() async throws -> [UInt8]? {
        if waiting.isEmpty {
            guard let chunk = try await inner.next() else { return nil }
            waiting = chunk[...]
        }
        let slice = waiting.prefix(limit.slice)
        try await limit.pass(slice.count)
        waiting = waiting.dropFirst(slice.count)
        return Array(slice)
    }
}
