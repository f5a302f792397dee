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
        ".": "source FILE", "printf": "echo TEXT", "time": "config timing on", "trap": Keyword.if.form,
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

    /// What to say of `set -e` and the like: 'set' is 'image set' here.
    /// - Parameter words: the line, which begins with the name of a command.
    static func setting(_ words: [Word]) -> UsageError? {
        guard words.count > 1, words[0].text == "set", !words[0].isQuoted, !words[1].isQuoted, !words[1].isValue,
            let flags = words[1].text.wholeMatch(of: /-([euxvo]+)/)?.output.1
        else { return nil }
        return UsageError(
            "'set \(words[1].text)' is of other shells; here a script ends at its first failure as it is, and a variable "
                + "that is not set is an error", at: words[0].span.through(words[1].span),
            hint: flags.contains("x") ? "config echo on" : "leave it out")
    }

    /// `let` for `name=value`; `nil` for another word.
    static func assignment(_ setting: String) -> String? {
        let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, Parser.isName(parts[0]) else { return nil }
        return "let \(parts[0]) = \(Quoting.word(parts[1]))"
    }
}
