public import HTTPTransport

/// A call to one service of a cloud, relative to its endpoint.
public struct ServiceRequest: Sendable {
    /// What may be done when the answer never came.
    public enum Repeats: Sendable {
        /// Harmless to send again, whatever happened to the first one: `GET`, `PUT` of a tag, `DELETE`.
        case freely
        /// Sent again only when the service certainly did not act: refused connection, 429, 503 with `Retry-After`.
        /// Otherwise a lost answer is thrown as ``AnswerLost``, and the caller finds out what is true.
        case whenUntouched
        /// Never, not even then: the body cannot be repeated.
        case never
    }

    public var method: HTTPRequest.Method
    /// Segments below the service's version, such as `["images", id, "file"]`; each is percent-encoded by itself.
    public var path: [String]
    /// In the order they are sent; a name may come more than once. Each is percent-encoded.
    public var query: [(name: String, value: String)]
    /// Beside what every call gets: the token, `Accept: application/json`, `Content-Type: application/json` with a
    /// body of bytes unless set here.
    public var headers: HTTPHeaders
    public var body: HTTPRequest.Body
    /// Which time limits hold.
    public var kind: HTTPRequest.Kind
    /// Statuses that are answers; any other is thrown as a ``ServiceFault``.
    public var accepts: Set<Int>
    /// What may be done when the answer never came. Unless it is said otherwise, `GET`, `HEAD` and `DELETE` are sent
    /// again freely, and everything else only while the service is untouched.
    public var repeats: Repeats
    /// How long the token must still live, in seconds; a fresh one is fetched before the call otherwise.
    public var tokenLife: Int

    public init(
        _ method: HTTPRequest.Method, _ path: [String], query: [(name: String, value: String)] = [],
        headers: HTTPHeaders = HTTPHeaders(), body: HTTPRequest.Body = .none, kind: HTTPRequest.Kind = .metadata,
        accepts: Set<Int> = [200], repeats: Repeats? = nil, tokenLife: Int = 120
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.kind = kind
        self.accepts = accepts
        self.repeats = repeats ?? (method == .get || method == .head || method == .delete ? .freely : .whenUntouched)
        self.tokenLife = tokenLife
    }
}
