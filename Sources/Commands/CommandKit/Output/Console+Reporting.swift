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
        var lines = ["imgsh: \(subject): \(told.message)"] + told.details.map { "  \($0)" }
        if let hint = told.hint { lines.append("  try: \(hint)") }
        try output.flush()
        for line in lines { try errors.write(SafeText.message(line) + "\n") }
    }
}
