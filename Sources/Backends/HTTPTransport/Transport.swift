/// Carries HTTP exchanges. Knows nothing of tokens, retries or redirects: it does one exchange as it is told.
public protocol Transport: Sendable {
    /// Sends the request and hands over the response as soon as its head is there. Leaving the closure ends the
    /// transfer, whatever is left of the body.
    /// - Throws: ``TransportFailure`` when no answer came: `.network` when the server cannot be reached, the exchange
    ///   breaks off or stalls, or TLS does not verify; `.protocol` for an answer that is no HTTP. What the request's
    ///   body stream throws; what `body` throws, which may be the ``ImageError`` of a response that broke off;
    ///   `CancellationError`.
    func withResponse<Value: Sendable>(
        to request: HTTPRequest,
        _ body: @Sendable (HTTPResponse) async throws -> Value
    ) async throws -> Value

    /// Closes idle connections. No call may follow.
    func close() async
}
