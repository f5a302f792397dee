internal import CommandKit

/// How a statement ended, and what is next.
struct Outcome: Sendable {
    enum Flow: Sendable {
        /// The next statement.
        case on
        /// The statement behind the loop.
        case breaks
        /// The next round of the loop.
        case continues
        /// The end of the function or script.
        case returns
        /// The end of the function or script, because something failed or the shell ends.
        case stops
    }

    var status: ExitStatus
    var flow = Flow.on
    /// Why it failed, where only those need to be told whom it stops.
    var unsaid: ProgramFailure?

    init(_ status: ExitStatus, _ flow: Flow = .on) {
        self.status = status
        self.flow = flow
    }

    static let done = Outcome(.done)
}
