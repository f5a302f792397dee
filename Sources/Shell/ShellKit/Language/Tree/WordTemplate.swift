internal import CommandKit

/// A word as it is written, before its variables have values.
struct WordTemplate: Sendable, Equatable {
    indirect enum Part: Sendable, Equatable {
        case text(String)
        case variable(VariableUse)
        /// `$(command)`
        case command(Statement)
    }

    /// Empty for an empty word.
    let parts: [Part]
    let span: SourceSpan
    /// Whether any of it was quoted or escaped.
    let isQuoted: Bool
    /// Whether its first character was neither quoted nor escaped.
    let beginsBare: Bool

    /// The word, when it is the same whenever it runs.
    var literal: String? {
        if parts.isEmpty { return "" }
        guard parts.count == 1, case .text(let text) = parts[0] else { return nil }
        return text
    }

    /// The beginning of the word with the home directory for an unquoted `~` before a slash, or alone, as in sh; the same
    /// where none is known.
    func with(home: @autoclosure () -> String?, in text: String) -> String {
        guard wantsHome(text), let home = home() else { return text }
        return home + text.dropFirst()
    }

    /// Whether this beginning of the word has a `~` that is the home directory.
    func wantsHome(_ text: String) -> Bool {
        guard beginsBare, text.utf8.first == UInt8(ascii: "~") else { return false }
        return text.hasPrefix("~/") || text == "~" && parts.count == 1
    }

    /// The word when nothing in it is quoted or put in: a keyword, the name of a command.
    var bare: String? { isQuoted ? nil : literal }

    /// The whole word is `$@`: each argument is a word of its own.
    var isArguments: Bool {
        guard parts.count == 1, case .variable(let use) = parts[0] else { return false }
        return use.name == .arguments
    }

    /// What the word is instead where it is `${@:-DEFAULT}` and there are no arguments.
    var argumentsFallback: WordTemplate? {
        guard parts.count == 1, case .variable(let use) = parts[0] else { return nil }
        return use.fallback
    }

    /// The whole word is `$(…)`, outside of quotes.
    var command: Statement? { isQuoted ? nil : onlyCommand }

    /// The whole word is `$(…)`. A default, whose blanks need no quotes, always counts as quoted.
    var onlyCommand: Statement? {
        guard parts.count == 1, case .command(let statement) = parts[0] else { return nil }
        return statement
    }
}

/// `$name`, `${name:-default}`
struct VariableUse: Sendable, Equatable {
    enum Name: Sendable, Equatable {
        case named(String)
        /// `$1`
        case argument(Int)
        /// `$@`
        case arguments
        /// `$#`
        case count
        /// `$?`
        case status
        /// `$_`
        case image
    }

    let name: Name
    /// Taken when the variable is not set, or empty.
    let fallback: WordTemplate?
    let span: SourceSpan
}

extension VariableUse.Name: CustomStringConvertible {
    /// As it is typed, without the `$`.
    var description: String {
        switch self {
        case .named(let name): name
        case .argument(let number): String(number)
        case .arguments: "@"
        case .count: "#"
        case .status: "?"
        case .image: "_"
        }
    }
}
