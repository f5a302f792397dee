internal import CommandKit

/// A text that is not a sentence of the language.
struct SyntaxError: Error, Sendable, Equatable {
    /// What is open at the end of the text, so that another line could complete it. The raw value is what a prompt
    /// shows for it.
    struct Unfinished: RawRepresentable, Sendable, Equatable {
        let rawValue: String
        /// Whether every character up to its end is one of the text.
        private var isLiteral = false

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
        static func document(_ end: String, isLiteral: Bool) -> Unfinished {
            var unfinished = Unfinished(rawValue: documentMark + end)
            unfinished.isLiteral = isLiteral
            return unfinished
        }

        private static let documentMark = "<<"

        /// Whether it is open behind this line of the text as well, as far as the line alone can tell. What may close it,
        /// or opens something else in it, needs the whole text.
        func staysOpen(behind line: String) -> Bool {
            let special: String
            switch self {
            case .singleQuote: special = "'"
            case .doubleQuote: special = "\"\\$`"
            case _ where rawValue.hasPrefix(Self.documentMark):
                let end = rawValue.unicodeScalars.dropFirst(Self.documentMark.unicodeScalars.count)
                guard !line.unicodeScalars.starts(with: end) else { return false }
                special = isLiteral ? "" : "\\$`"
            default: return false
            }
            return !line.unicodeScalars.contains { special.unicodeScalars.contains($0) }
        }
    }

    var message: String
    var span: SourceSpan
    var hint: String?
    var unfinished: Unfinished?
}
