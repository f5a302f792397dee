public import BackendKit

/// No answer came: why, and whether the server may have acted all the same.
public struct TransportFailure: Error, Sendable {
    /// The reason, as a person is told it.
    public let error: ImageError
    /// `false` when no byte of the request can have reached the service: refused, not resolved, TLS not agreed on.
    public let mayHaveActed: Bool
    /// Whether another try is pointless, and for TLS that does not verify wrong.
    public let isFinal: Bool

    public init(_ error: ImageError, mayHaveActed: Bool, isFinal: Bool = false) {
        self.error = error
        self.mayHaveActed = mayHaveActed
        self.isFinal = isFinal
    }
}
