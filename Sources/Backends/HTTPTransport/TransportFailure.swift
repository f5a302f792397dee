public import BackendKit

/// No answer came: why, and whether the server may have acted all the same.
public struct TransportFailure: Error, Sendable {
    public let error: ImageError
    /// `false` when no byte of the request can have reached the service: refused, not resolved, TLS not agreed on.
    public let mayHaveActed: Bool

    public init(_ error: ImageError, mayHaveActed: Bool) {
        self.error = error
        self.mayHaveActed = mayHaveActed
    }
}
