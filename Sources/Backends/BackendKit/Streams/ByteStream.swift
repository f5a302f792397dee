/// Bytes that are pulled: nothing runs ahead of ``Reader/next()``.
public struct ByteStream: Sendable {
    /// One pass over the bytes.
    public protocol Reader: AnyObject, Sendable {
        /// The next bytes, never empty; `nil` at the end.
        /// - Throws: ``ImageError``, or `CancellationError` when the task was cancelled.
        func next() async throws -> [UInt8]?
    }

    /// How many bytes will come, or `nil` when nobody knows.
    public let length: Int64?
    /// Whether ``open()`` may be called again and gives the same bytes. A pipe cannot.
    public let canRestart: Bool
    /// A descriptor of the regular file that holds exactly these bytes from offset 0, so that a backend on the same
    /// file system can share them instead of copying. Valid as long as the stream's owner keeps it open.
    public let fileDescriptor: Int32?
    /// Hashes of these bytes, one an algorithm, so that whoever takes them all need not compute them again. They are what
    /// one service recorded together; the first is checked before the last byte is given. Empty when nobody checks.
    public let verifiedHashes: [ImageHash]

    private let makeReader: @Sendable () throws -> any Reader
    private var observers: [@Sendable (Int) -> Void] = []

    public init(
        length: Int64?,
        canRestart: Bool,
        fileDescriptor: Int32? = nil,
        verifiedHashes: [ImageHash] = [],
        open makeReader: @escaping @Sendable () throws -> any Reader
    ) {
        self.length = length
        self.canRestart = canRestart
        self.fileDescriptor = fileDescriptor
        self.verifiedHashes = verifiedHashes
        self.makeReader = makeReader
    }

    /// Starts a pass. Only a stream with ``canRestart`` may be opened twice.
    /// - Throws: ``ImageError`` when its bytes cannot be had.
    public func open() throws -> any Reader {
        observers.isEmpty ? try makeReader() : MeteredReader(try makeReader(), of: self)
    }

    /// The same bytes, telling `observe` how many came, after each chunk.
    ///
    /// `observe` runs on the task that pulls and must return at once.
    public func metered(_ observe: @escaping @Sendable (Int) -> Void) -> ByteStream {
        var copy = self
        copy.observers.append(observe)
        return copy
    }

    /// The same bytes, pulled through a reader that looks at them or holds them up. Nobody can take them by
    /// ``fileDescriptor`` then.
    public func through(_ wrap: @escaping @Sendable (any Reader) throws -> any Reader) -> ByteStream {
        ByteStream(length: length, canRestart: canRestart, verifiedHashes: verifiedHashes) { try wrap(try open()) }
    }

    /// For a backend that took bytes by ``fileDescriptor`` instead of pulling them: tells those who count.
    public func reportProgress(_ count: Int) {
        for observe in observers { observe(count) }
    }
}

extension ByteStream {
    /// Bytes in memory.
    public init(_ bytes: [UInt8], chunk: Int = 1 << 20) {
        self.init(length: Int64(bytes.count), canRestart: true) { MemoryReader(bytes, chunk: chunk) }
    }
}

private actor MemoryReader: ByteStream.Reader {
    private var rest: ArraySlice<UInt8>
    private let chunk: Int

    init(_ bytes: [UInt8], chunk: Int) {
        rest = bytes[...]
        self.chunk = max(1, chunk)
    }

    func next() throws -> [UInt8]? {
        try Task.checkCancellation()
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(chunk) }
        return Array(rest.prefix(chunk))
    }
}

private final class MeteredReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let stream: ByteStream

    init(_ inner: any ByteStream.Reader, of stream: ByteStream) {
        self.inner = inner
        self.stream = stream
    }

    func next() async throws -> [UInt8]? {
        let chunk = try await inner.next()
        if let chunk { stream.reportProgress(chunk.count) }
        return chunk
    }
}
