/// Writes a word so that a shell of the system reads it back.
enum TypedQuoting {
    private static let special = Set<Unicode.Scalar>(" \t\n'\"\\#;&|<>()$`*?[]{}~!^".unicodeScalars)

    /// - Parameters:
    ///   - quote: the one that is open before the text, and stays so.
    ///   - home: whether `~/` at the start means the home directory.
    static func text(_ text: String, in quote: Character?, home: Bool = false) -> String {
        switch quote {
        case "'":
            // By scalars: a quote with a combining mark on it is one character.
            return text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
        case "\"": return escaped(text, Set("\"\\$`".unicodeScalars))
        default:
            guard home, text.hasPrefix("~/") else { return escaped(text, special) }
            return "~/" + escaped(String(text.dropFirst(2)), special)
        }
    }

    private static func escaped(_ text: String, _ special: Set<Unicode.Scalar>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if special.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
