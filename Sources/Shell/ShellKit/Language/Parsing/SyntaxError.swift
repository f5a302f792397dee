internal import CommandKit

/// A text that is not a sentence of the language.
struct SyntaxError: Error, Sendable, Equatable {
    /// What is open at the end of the text, so that another line could complete it. The raw value is what a prompt
    /// shows for it.
    struct Unfinished: RawRepresentable, Sendable, Equatable {
        let rawValue: String

        init(rawValue: String) { self.rawValue = rawValue }

        static let singleQuote = Unfinished(rawValue: "'")
        static let doubleQuote = Unfinished(rawValue: "\"")
        static let backslash = Unfinished(rawValue: "\\")
        static let substitution = Unfinished(rawValue: "$(")
        static let braces = Unfinished(rawValue: "${")

        /// `if`, `foreach` and the like.
        static func block(_ keyword: String) -> Unfinished { Unfinished(rawValue: keyword) }
        /// `&&`, `|` and the like at the end.
        static func mark(_ mark: String) -> Unfinished { Unfinished(rawValue: mark) }
        /// The word that ends a here-document.
        static func document(_ end: String) -> Unfinished { Unfinished(rawValue: "<<" + end) }
    }

    var message: String
    var span: SourceSpan
    var hint: String?
    var unfinished: Unfinished?
}
