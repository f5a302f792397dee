internal import CommandKit

/// A program of the system that ended with another status than 0. What there is to say the program has said; only a
/// script that stops for it needs a word.
struct ProgramFailure: Error {
    let status: ExitStatus
    let program: String
    let span: SourceSpan
    /// Whether commands behind it are not run for it.
    var skipsMore = false
    /// The text of the function it comes out of, and the way there.
    var origin: (script: Script, trace: [String])?

    var message: String {
        status.rawValue > 128
            ? "'\(program)' was ended by signal \(status.rawValue - 128)"
            : "'\(program)' ended with status \(status.rawValue)"
    }
}
