internal import CommandKit

/// A word that means something at the beginning of a statement.
enum Keyword: String, Sendable, CaseIterable {
    case `let`, `if`, foreach, function, parallel, `return`, `break`, `continue`

    /// Those that go on with a block, or end it.
    static let closing: Set<String> = ["else", "end"]

    /// All of them, with what each is for.
    static let all: [(word: String, summary: String)] = [
        ("let", "Give a variable a value"), ("if", "Run what follows when a command is done"),
        ("else", "Run what follows when it failed"), ("foreach", "Run what follows for each word"),
        ("function", "Give commands a name"), ("parallel", "Run what follows at the same time"),
        ("return", "Leave a function or a script"), ("break", "Leave a loop"),
        ("continue", "Go to the next round of a loop"), ("end", "End a block"),
    ]

    /// How a statement looks, as a hint.
    var form: String {
        switch self {
        case .let: "let NAME = VALUE"
        case .if: "if COMMAND; …; else; …; end"
        case .foreach: "foreach NAME in WORD…; …; end"
        case .function: "function NAME; …; end"
        case .parallel: "parallel NUMBER; …; end"
        case .return: "return [STATUS]"
        case .break: "break"
        case .continue: "continue"
        }
    }

    static func form(around closing: String) -> String { closing == "end" ? Keyword.foreach.form : Keyword.if.form }
}

extension ArgumentValue {
    /// Reads a word of a statement, once it is known.
    static func read(_ text: String, at span: SourceSpan, of keyword: Keyword) throws(UsageError) -> Self {
        do {
            return try Self(word: Word(text, at: span, isQuoted: true))
        } catch {
            throw UsageError(error.message, at: span, hint: error.hint ?? keyword.form)
        }
    }
}
