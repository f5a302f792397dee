internal import CommandKit
internal import Editline

/// What stands before the cursor.
enum PromptText {
    /// `imgsh local> `, after a failure with its status: `imgsh local 3> `, for a backend that could not be reached
    /// `imgsh glance@prod offline> `, and with jobs that run `imgsh local [2 jobs]> `.
    static func first(backend: String, isOffline: Bool, jobs: Int, lastStatus: ExitStatus) -> Prompt {
        var pieces = [Prompt.Piece("imgsh ", .plain), Prompt.Piece(shortened(backend), .cyan)]
        if isOffline { pieces.append(Prompt.Piece(" offline", .red)) }
        if jobs > 0 { pieces.append(Prompt.Piece(" [\(jobs) \(jobs == 1 ? "job" : "jobs")]", .yellow)) }
        if lastStatus != .done { pieces.append(Prompt.Piece(" \(lastStatus.rawValue)", .red)) }
        pieces.append(Prompt.Piece("> ", .plain))
        return Prompt(pieces)
    }

    /// Says why it waits: `"… `.
    static func continuation(_ reason: SyntaxError.Unfinished) -> Prompt {
        Prompt([Prompt.Piece("\(reason.rawValue)…> ", .dim)])
    }

    private static func shortened(_ name: String) -> String {
        let safe = SafeText.line(name)
        let scalars = safe.unicodeScalars
        return scalars.count <= 40 ? safe : "…" + String(String.UnicodeScalarView(scalars.suffix(39)))
    }
}
