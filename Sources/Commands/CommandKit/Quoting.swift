/// Writes a word so that the shell's grammar reads exactly that word back.
public enum Quoting {
    /// Bare when nothing in it is special, in single quotes otherwise.
    public static func word(_ text: String) -> String {
        needsQuotes(text) ? "'" + text.replacingQuotes() + "'" : text
    }

    /// Characters that mean something to the grammar, or may come to.
    static let special = Set<Unicode.Scalar>(" \t\n\r'\"\\#;&|<>()$`*?[]{}~!".unicodeScalars)

    private static func needsQuotes(_ text: String) -> Bool {
        text.isEmpty || text.unicodeScalars.contains { special.contains($0) || $0.value < 0x20 || $0.value == 0x7F }
    }
}

extension String {
    /// A single quote cannot stand inside single quotes: it is closed, escaped and opened again.
    fileprivate func replacingQuotes() -> String {
        // By scalars: a quote with a combining mark on it is one character, and no quote to `split`.
        unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
            .joined(separator: "'\\''")
    }
}
