internal import BackendKit
internal import CommandKit

extension Error {
    /// The same error, which also says what is true now. Errors without a message of ours stay as they are.
    func adding(_ state: String) -> any Error {
        switch self {
        case var error as ImageError:
            error.message += "; \(state)"
            return error
        case let located as LocatedError:
            var error = located.error
            error.message += "; \(state)"
            return LocatedError(error: error, span: located.span)
        default: return self
        }
    }
}
