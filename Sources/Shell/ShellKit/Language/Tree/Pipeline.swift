internal import CommandKit

/// A command, and the programs of the system that its output goes through.
struct Pipeline: Sendable, Equatable {
    /// The words of a command or program, and where its streams lead.
    struct Part: Sendable, Equatable {
        /// At least one.
        var words: [WordTemplate]
        var redirections: [Redirection] = []

        var span: SourceSpan {
            guard let first = words.first, let last = words.last else {
                return SourceSpan(line: 1, column: 1, length: 1)
            }
            return first.span.through(last.span)
        }
    }

    var command: Part
    var programs: [Part] = []

    /// Whether nothing leads its streams elsewhere.
    var isPlain: Bool { programs.isEmpty && command.redirections.isEmpty }
}

/// Where a stream of a command leads.
struct Redirection: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        /// `> file`, `>> file`
        case output(WordTemplate, appends: Bool)
        /// `2> file`, `2>> file`
        case errors(WordTemplate, appends: Bool)
        /// `< file`
        case input(WordTemplate)
        /// `<<END`: the lines up to the one that is `END`.
        case document(WordTemplate)
    }

    let target: Target
    /// The mark and the word behind it.
    let span: SourceSpan
}
