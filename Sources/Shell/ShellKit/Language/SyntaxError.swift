internal import CommandKit

/// A line that is not a sentence of the language.
struct SyntaxError: Error, Sendable, Equatable {
    /// What is open at the end of the text, so that another line could complete it.
    enum Unfinished: String, Sendable {
        case singleQuote = "'"
        case doubleQuote = "\""
        case backslash = "\\"
    }

    var message: String
    var span: SourceSpan
    var hint: String?
    var unfinished: Unfinished?
}
