/// Giving data out from where an earlier transfer stopped, and in stretches that are fetched side by side.
public protocol ImageResuming: Sendable {
    /// Opens the data from a byte on, for the time the closure runs. Leaving the closure ends the transfer.
    ///
    /// Where nothing can be read at an offset, all the data is given, from 0: ``RemainingData/start`` and the length of
    /// ``RemainingData/bytes`` say so.
    ///
    /// Nothing is verified beyond the shape of the answer: who joins the pieces verifies the whole.
    /// - Parameters:
    ///   - image: the record as it was read last.
    ///   - offset: from 0 to less than the image's size. More than 0 only where the size is known.
    ///   - end: one past the last byte that is wanted, more than `offset` and at most the image's size; `nil` is all of them.
    ///   - stores: to read from, the first one first; empty leaves it to the service.
    /// - Throws: ``ImageError``: `.network` when the connection broke or the data ended early; `.integrity` or
    ///   `.protocol` when what came cannot be right; as ``ImageDownloading/withData(of:range:_:)`` otherwise.
    func withRemainingData<Value: Sendable>(
        of image: Image, from offset: Int64, to end: Int64?, preferring stores: [Store.ID],
        _ body: @Sendable (RemainingData) async throws -> Value
    ) async throws -> Value
}

/// A stretch of an image's data, or all of it.
public struct RemainingData: Sendable {
    /// Where the bytes begin: at the offset that was asked for, or at 0 where nothing can be read at an offset.
    public let start: Int64
    public let bytes: ByteStream
    /// The MD5 of the whole data as the answer has it, in lower-case hexadecimal.
    public let checksum: String?

    public init(start: Int64, bytes: ByteStream, checksum: String? = nil) {
        self.start = start
        self.bytes = bytes
        self.checksum = checksum
    }
}

extension Capability<any ImageResuming> {
    public static var resuming: Self { Self("resume", "go on with a transfer that broke") }
}
