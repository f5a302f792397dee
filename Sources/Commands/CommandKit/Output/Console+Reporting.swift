internal import BackendKit

extension Console {
    /// Says what went wrong with one thing of several, while the others go on.
    /// - Parameter subject: what it went wrong with, in quotes.
    public func report(_ error: any Error, about subject: String) throws {
        var told: ImageError
        switch error {
        case let error as ImageError: told = error
        case let error as LocatedError: told = error.error
        case let error as UsageError: told = ImageError(.usage, error.message, hint: error.hint)
        case is SilentFailure, is OutputClosed: return
        default: told = ImageError(.local, "\(error)")
        }
        told.message = "\(subject): \(told.message)"
        try report(told)
    }

    /// What to do about an error, when it says so.
    func hint(_ error: ImageError) -> [String] {
        error.hint.map { [HintLine.text($0, inOtherShell: surroundings.isInOtherShell)] } ?? []
    }
}
