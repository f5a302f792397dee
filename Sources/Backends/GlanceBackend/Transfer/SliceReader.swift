internal import BackendKit

/// Some of the bytes of a reader: those after the first `skip`, and no more than `count`.
actor SliceReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private var skip: Int64
    private var rest: Int64
    /// Whether the inner reader must have nothing more to give than the slice.
    private let isExact: Bool

    init(_ inner: any ByteStream.Reader, skip: Int64, count: Int64, isExact: Bool) {
        self.inner = inner
        self.skip = skip
        rest = count
        self.isExact = isExact
    }

    func next() async throws -> [UInt8]? {
        while rest > 0 || isExact {
            guard var chunk = try await inner.next() else {
                if rest > 0 { throw ImageError(.network, "the data ended \(rest) bytes too early") }
                return nil
            }
            let skipped = Int(min(skip, Int64(chunk.count)))
            skip -= Int64(skipped)
            if isExact, Int64(chunk.count - skipped) > rest {
                throw ImageError(.protocol, "the service sent more bytes than it announced")
            }
            if skipped > 0 || Int64(chunk.count - skipped) > rest {
                chunk = Array(chunk.dropFirst(skipped).prefix(Int(min(rest, Int64(chunk.count)))))
            }
            guard !chunk.isEmpty else { continue }
            rest -= Int64(chunk.count)
            return chunk
        }
        return nil
    }
}
