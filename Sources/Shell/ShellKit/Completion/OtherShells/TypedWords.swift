/// The words of a command as they were typed into a shell of the system, up to the cursor.
///
/// Quotes and backslashes are taken as POSIX shells take them (Shell Command Language, 2.2). Nothing is expanded: what
/// `$name` or a pattern stands for is the other shell's business.
struct TypedWords: Equatable {
    /// Those that are finished.
    private(set) var words: [String] = []
    /// The one the cursor stands in; may be empty.
    private(set) var partial = ""
    /// The same as it was typed.
    private(set) var raw = ""
    /// The quote that is open at the cursor.
    private(set) var quote: Character?

    init(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() { take(scalar, &rest) }
    }

    private mutating func take(_ scalar: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView) {
        raw.unicodeScalars.append(scalar)
        switch (scalar, quote) {
        case ("'", "'"), ("\"", "\""): quote = nil
        case ("'", nil), ("\"", nil): quote = Character(scalar)
        case ("\\", nil):
            guard let next = rest.popFirst() else { return }
            raw.unicodeScalars.append(next)
            if next != "\n" { partial.unicodeScalars.append(next) }
        case ("\\", "\"") where rest.first.map { "\"\\$`".unicodeScalars.contains($0) } == true:
            guard let next = rest.popFirst() else { return }
            raw.unicodeScalars.append(next)
            partial.unicodeScalars.append(next)
        case (" ", nil), ("\t", nil), ("\n", nil): endWord()
        default: partial.unicodeScalars.append(scalar)
        }
    }

    private mutating func endWord() {
        raw.unicodeScalars.removeLast()
        if !raw.isEmpty { words.append(partial) }
        (partial, raw) = ("", "")
    }
}
