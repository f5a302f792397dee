internal import CommandKit

/// `image member --help`: the beginning of several commands is no command, but there is help for it.
enum NounHelp {
    /// The call of `help` that such words stand for; `nil` for other words.
    static func call(for words: [Word], in registry: Registry) -> [Word]? {
        let noun = words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }
        guard let first = words.first, !noun.isEmpty, words.count == noun.count + 1, let last = words.last,
            !last.isQuoted, ["--help", "-h"].contains(last.text)
        else { return nil }
        let beginning = noun.map(\.text).joined(separator: " ") + " "
        guard registry.spellings.contains(where: { $0.hasPrefix(beginning) }) else { return nil }
        return [Word("help", at: first.span)] + noun
    }
}
