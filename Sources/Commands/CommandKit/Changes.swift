/// What a command changes that outlives the session: images, files, settings of a store, what a service does.
///
/// With `--dry-run` nothing is run that changes something: the shell says what would have happened, and goes on.
public enum Changes: Sendable, Equatable {
    case nothing
    /// Every time. The text goes on behind "would": `delete images`.
    case always(String)
    /// Only when one of these parameters is given, named by its key: `--repair`.
    case given([String], String)
    /// Nobody has said; taken for `always`.
    case unsaid
}

extension Call {
    /// What this call would change, as it goes on behind "would"; `nil` when that is nothing.
    public var effect: String? {
        switch signature.changes {
        case .nothing: nil
        case .always(let effect): effect
        case .given(let keys, let effect): keys.contains(where: isGiven) ? effect : nil
        case .unsaid: "run"
        }
    }
}
