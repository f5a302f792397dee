public import BackendKit

/// The head of an answer, and its body as it arrives.
public struct HTTPResponse: Sendable {
    /// 100 to 599; never an interim status.
    public let status: Int
    public let headers: HTTPHeaders
    /// The body; its length is that of `Content-Length`, if there was one. Can be opened once. Nothing is read from
    /// the connection ahead of a small, fixed window.
    public let body: ByteStream

    public init(status: Int, headers: HTTPHeaders, body: ByteStream) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The whole body.
    /// - Throws: ``ImageError`` with code `.protocol` and kind `.longAnswer` when it has more than `limit` bytes.
    public func bytes(limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let reader = try body.open()
        while let chunk = try await reader.next() {
            guard bytes.count + chunk.count <= limit else {
                throw ImageError(.protocol, kind: .longAnswer, "the answer is longer than \(limit) bytes")
            }
            bytes += chunk
        }
        return bytes
    }
}

extension ImageError.Kind {
    /// An answer is longer than the caller takes; one that is asked for less may be shorter.
    public static let longAnswer = Self("long answer")
}
