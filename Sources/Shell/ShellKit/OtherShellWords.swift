internal import CommandKit

/// Words that other shells act on, and what there is here instead.
enum OtherShellWords {
    private static let comparison = "if echo $NAME | grep -qx TEXT; …; end"

    /// Where a word alone says what was meant.
    private static let forms: [String: String] = [
        "for": Keyword.foreach.form, "while": Keyword.foreach.form, "until": Keyword.foreach.form,
        "do": Keyword.foreach.form, "then": Keyword.if.form, "elif": "else if COMMAND", "elsif": "else if COMMAND",
        "fi": "end", "done": "end", "esac": "end", "}": "end", "{": Keyword.function.form,
        "case": comparison, "switch": comparison, "test": comparison, "[": comparison, "[[": comparison,
        ".": "source FILE", "printf": "echo TEXT", "time": "config timing on",
    ]

    /// Words before a setting, or the name of a variable.
    private static let settings: Set<String> = ["export", "local", "declare", "typeset", "readonly"]

    /// What to type for the beginning of a line of sh; `nil` when it is none.
    static func hint(for words: [String]) -> String? {
        guard let first = words.first else { return nil }
        if let form = forms[first] { return form }
        let isSetting = settings.contains(first)
        guard let setting = isSetting ? words.dropFirst().first : first else {
            return isSetting ? Keyword.let.form : nil
        }
        return assignment(setting) ?? (isSetting ? Keyword.let.form : nil)
    }

    /// `let` for `name=value`; `nil` for another word.
    static func assignment(_ setting: String) -> String? {
        let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, Parser.isName(parts[0]) else { return nil }
        return "let \(parts[0]) = \(Quoting.word(parts[1]))"
    }
}
