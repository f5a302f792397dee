internal import BackendKit
internal import HTTPTransport

/// An exchange without an answer.
struct BrokenExchange: Sendable {
    let error: ImageError
    /// Whether the service may have done what it was asked.
    let mayHaveActed: Bool
    /// Whether another try is pointless.
    let isFinal: Bool

    /// - Returns: `nil` for an error that is not about the exchange. Of one that does not say more the service may have
    ///   acted.
    init?(_ error: any Error) {
        if let failure = error as? TransportFailure {
            self.error = failure.error
            mayHaveActed = failure.mayHaveActed
            isFinal = failure.isFinal || failure.error.code != .network
        } else if let image = error as? ImageError, image.code == .network {
            self.error = image
            mayHaveActed = true
            isFinal = false
        } else {
            return nil
        }
    }

    /// What the caller is told.
    /// - Parameter wasReached: whether the service may have heard an earlier try.
    func thrown(_ call: Exchange.Call, tries: Int, wasReached: Bool) -> any Error {
        var told = error
        if !wasReached, !mayHaveActed, told.code == .network { told.kind = told.kind ?? .notReached }
        if tries > 1 { told.details.append("\(call.name) was tried \(tries) times") }
        let isRead = call.request.method == .get || call.request.method == .head
        return mayHaveActed && !isRead ? AnswerLost(call: call.name, cause: told) : told
    }
}
