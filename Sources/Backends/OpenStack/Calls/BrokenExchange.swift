internal import BackendKit
internal import HTTPTransport

/// An exchange without an answer.
struct BrokenExchange: Sendable {
    let error: ImageError
    /// Whether the service may have done what it was asked.
    let mayHaveActed: Bool

    /// - Parameter mayHaveActed: when the caller knows; else as the transport says, and `true` when it does not.
    /// - Returns: `nil` for an error that is not about the connection.
    init?(_ error: any Error, mayHaveActed known: Bool?) {
        guard let image = error as? ImageError, image.code == .network else { return nil }
        self.error = image
        mayHaveActed = known ?? true
    }

    /// What the caller is told.
    func thrown(_ call: Exchange.Call, tries: Int) -> any Error {
        var told = error
        if tries > 1 { told.details.append("\(call.name) was tried \(tries) times") }
        let isRead = call.request.method == .get || call.request.method == .head
        return mayHaveActed && !isRead ? AnswerLost(call: call.name, cause: told) : told
    }
}
