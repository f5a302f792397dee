internal import CommandKit

/// One thing to do.
indirect enum Statement: Sendable, Equatable {
    /// A command and its arguments; at least one word.
    case command([Word])
    /// `!program …`: the rest of the line as it stands, for the system's shell.
    case program(String, SourceSpan)
    /// `command &`: the same as a job.
    case background(Statement)

    /// Where it begins and ends, as far as that is one line.
    var span: SourceSpan {
        switch self {
        case .command(let words):
            guard let first = words.first, let last = words.last else {
                return SourceSpan(line: 1, column: 1, length: 1)
            }
            return first.span.through(last.span)
        case .program(_, let span): return span
        case .background(let inner): return inner.span
        }
    }
}
