internal import CommandKit

/// What to say about words that begin no command.
enum UnknownCommand {
    /// - Parameter others: names of aliases and functions.
    static func error(for words: [Word], _ registry: Registry, others: [String]) -> UsageError {
        let plain = words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }.map(\.text)
        let first = words[0]
        if first.isValue {
            return UsageError(
                "what a variable or a command gives is a value, and cannot be a command", at: first.span, hint: "help")
        }
        let nouns = registry.spellings.filter { $0.hasPrefix(first.text + " ") }
        if !nouns.isEmpty, plain.count == 1 || words.count == 1 {
            let verbs = nouns.map { $0.dropFirst(first.text.count + 1) }.joined(separator: ", ")
            return UsageError("'\(first.text)' needs a verb: \(verbs)", at: first.span, hint: nouns[0])
        }
        // One quoted word may have a blank in it; that makes it no pair.
        let isPair = plain.count > 1 && !nouns.isEmpty
        let tried = isPair ? plain.prefix(2).joined(separator: " ") : first.text
        let span = isPair ? words[0].span.through(words[1].span) : first.span
        let known = registry.spellings + others
        let candidates = isPair ? known : known.map { String($0.prefix { $0 != " " }) } + known
        let near = Suggestion.ranked(tried, candidates)
        return UsageError("no command '\(tried)'", at: span, hint: near.isEmpty ? "help" : near.joined(separator: ", "))
    }
}
