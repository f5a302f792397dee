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
        case var error as UsageError:
            error.message += "; \(state)"
            return error
        default: return self
        }
    }

    /// The same error with another hint. Without one, a hint that names an image that is gone goes too.
    func with(hint: String?, insteadOfThoseNaming image: Image.ID) -> any Error {
        func changed(_ error: ImageError) -> ImageError {
            var error = error
            if hint != nil || error.hint?.contains(image.rawValue) == true { error.hint = hint }
            return error
        }
        switch self {
        case let error as ImageError: return changed(error)
        case let located as LocatedError: return LocatedError(error: changed(located.error), span: located.span)
        default: return self
        }
    }
}
