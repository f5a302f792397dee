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

    /// Whether it may be an option.
    var looksLikeOption: Bool { !isValue && Self.mayBeOption(text) }

    /// Whether a word that was typed may be an option: dashes and then a letter, or the `--` that ends options. Others
    /// are words like any, such as `-`, `-1`, `---` and `- item`, and so is one with a blank in what would be the name
    /// of a long option (argparse has that rule as well).
    public static func mayBeOption(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "-"), text != "--" else { return text == "--" }
        let name = text.unicodeScalars.drop { $0 == "-" }
        guard let first = name.first, first.isASCII, first.properties.isAlphabetic else { return false }
        return !text.hasPrefix("--") || !name.prefix { $0 != "=" }.contains(" ")
    }
}
