internal import CommandKit

/// A value that is being typed, and the call it is a part of.
struct TypedValue {
    /// What there is of it.
    var partial: String
    /// Where it stands.
    let place: ArgumentPlace
    /// The words before it, behind the name of the command.
    let words: [String]
    /// What the command says about itself.
    let signature: Signature
    /// The backend the line is for.
    let line: BackendChoice
}
