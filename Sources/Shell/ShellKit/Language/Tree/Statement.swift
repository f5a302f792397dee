internal import CommandKit

/// Statements that run one after the other.
struct Block: Sendable, Equatable {
    var statements: [Statement] = []
}

/// One thing to do.
struct Statement: Sendable, Equatable {
    indirect enum Action: Sendable, Equatable {
        /// A command, and the programs its output goes into.
        case command(Pipeline)
        /// `!program …`: the rest of the line as it stands, for the system's shell.
        case program(String)
        /// `a && b || c`
        case chain(Chain)
        /// `let name = value`
        case assignment(Assignment)
        case conditional(Conditional)
        case loop(Loop)
        case function(FunctionDefinition)
        case parallel(Parallel)
        case leave(Leave)
    }

    var action: Action
    /// Where it begins and ends, as far as that is one line.
    var span: SourceSpan
    /// Unicode scalars of the text.
    var range: Range<Int>
    /// `- command`: what follows runs, whatever becomes of this.
    var isTolerant = false
    /// `command &`: runs as a job.
    var isBackground = false
}

/// Statements of which each one decides whether the next one runs.
struct Chain: Sendable, Equatable {
    enum Link: String, Sendable {
        /// Runs when what stands before it was done.
        case and = "&&"
        /// Runs when what stands before it failed.
        case or = "||"
    }

    struct Part: Sendable, Equatable {
        let link: Link
        let statement: Statement
    }

    let first: Statement
    let rest: [Part]
}
