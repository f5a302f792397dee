/// One word of a command, quotes and variables resolved, and where it came from.
public struct Word: Sendable, Equatable {
    public let text: String
    public let span: SourceSpan
    /// Whether any part of it was quoted or escaped: such a word is never a keyword, an alias or `!program`.
    public let isQuoted: Bool
    /// Whether it begins with what a variable or a command gave: such a word is never an option, whatever is in it.
    public let isValue: Bool
    /// Whether some of it is not known before the script runs; the text has only what is.
    public let isUnknown: Bool

    public init(
        _ text: String, at span: SourceSpan, isQuoted: Bool = false, isValue: Bool = false, isUnknown: Bool = false
    ) {
        self.text = text
        self.span = span
        self.isQuoted = isQuoted
        self.isValue = isValue
        self.isUnknown = isUnknown
    }

    /// Whether it may be an option: it begins with a dash, and is more than the dash.
    public var looksLikeOption: Bool { !isValue && text.hasPrefix("-") && text != "-" }
}
