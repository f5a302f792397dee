internal import BackendKit

extension Console {
    /// Says what went wrong with one thing of several, while the others go on.
    /// - Parameter subject: what it went wrong with, in quotes.
    public func report(_ error: any Error, about subject: String) throws {
        let told: ImageError
        switch error {
        case let error as ImageError: told = error
        case let error as LocatedError: told = error.error
        case is SilentFailure, is OutputClosed: return
        default: told = ImageError(.local, "\(error)")
        }
        let lines = ["imgsh: \(subject): \(told.message)"] + told.details.map { "  \($0)" } + hint(told)
        try output.flush()
        for line in lines { try errors.write(SafeText.message(line) + "\n") }
    }

    /// What to do about an error, when it says so.
    func hint(_ error: ImageError) -> [String] {
        error.hint.map { [HintLine.text($0, inOtherShell: surroundings.isInOtherShell)] } ?? []
    }
}
