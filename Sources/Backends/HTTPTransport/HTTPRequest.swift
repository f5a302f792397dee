public import BackendKit

/// One request, whole.
public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case put = "PUT"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// What follows the head.
    public enum Body: Sendable {
        case none
        /// Sent with an exact `Content-Length`, also when empty.
        case bytes([UInt8])
        /// Pulled as the server takes it; `Content-Length` when the stream knows its length, chunked otherwise.
        case stream(ByteStream)
    }

    /// Which time limits hold.
    public enum Kind: Sendable {
        /// A short answer: the whole exchange has a limit.
        case metadata
        /// A short answer that comes when the service has done what may take long, such as deleting data: the whole
        /// exchange has a longer limit.
        case work
        /// Image data: no limit in all, but one for silence.
        case data
    }

    public var method: Method
    public var url: HTTPURL
    public var headers: HTTPHeaders
    public var body: Body
    /// Which time limits hold.
    public var kind: Kind
    /// Whether a stream waits until the server says that it wants it, so that a refusal costs no gigabytes.
    public var asksFirst = true
    /// What is left of some longer time the exchange must fit into; the transport's own limit may be shorter.
    public var timeLeft: Duration?

    public init(
        _ method: Method, _ url: HTTPURL, headers: HTTPHeaders = HTTPHeaders(), body: Body = .none,
        kind: Kind = .metadata
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.kind = kind
    }
}
