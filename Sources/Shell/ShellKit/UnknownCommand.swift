internal import BackendKit
internal import CommandKit

/// What to say about words that begin no command.
enum UnknownCommand {
    /// So many are told; of more there is help.
    private static let mostVerbs = 16

    /// - Parameters:
    ///   - others: names of aliases and functions.
    ///   - path: where the system has its programs, as in `PATH`.
    ///   - isBehindClient: whether a leading `openstack` or `glance` was taken already: one is ignored.
    static func error(
        for words: [Word], _ registry: Registry, others: [String], path: String?, isBehindClient: Bool = false
    ) -> UsageError {
        let plain = words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }.map(\.text)
        let first = words[0]
        if first.isValue {
            return UsageError(
                "what a variable or a command gives is a value, and cannot be a command", at: first.span, hint: "help")
        }
        if let error = ProgramOption.error(beforeCommand: words) { return error }
        if let error = ownName(words, plain, registry) { return error }
        if ["cd", "chdir", "pushd", "popd"].contains(plain.first) {
            return UsageError(
                "no command '\(first.text)': files are named from the directory that imgsh was started in",
                at: first.span, hint: "!pwd")
        }
        if let hint = OtherShellWords.hint(for: plain) {
            return UsageError("no command '\(first.text)'", at: first.span, hint: hint)
        }
        if !isBehindClient, let error = behindClient(words, plain, registry, others, path) { return error }
        let nouns = registry.spellings.filter { $0.hasPrefix(first.text + " ") }
        let noun = plain.joined(separator: " ")
        let longer = registry.spellings.filter { $0.hasPrefix(noun + " ") }
        if !plain.isEmpty, !longer.isEmpty {
            let span = first.span.through(words[plain.count - 1].span)
            let verbs = longer.map { $0.dropFirst(noun.count + 1) }
            guard verbs.count <= mostVerbs else {
                return UsageError("'\(noun)' needs a verb", at: span, hint: "help \(noun)")
            }
            return UsageError(
                "'\(noun)' needs a verb: \(verbs.joined(separator: ", "))", at: span, hint: longer[0])
        }
        // One quoted word may have a blank in it; that makes it no pair.
        let isPair = plain.count > 1 && !nouns.isEmpty
        let tried = isPair ? plain.prefix(2).joined(separator: " ") : first.text
        let span = isPair ? words[0].span.through(words[1].span) : first.span
        let known = registry.spellings + others
        let candidates = isPair ? known : known.map { String($0.prefix { $0 != " " }) } + known
        let near = Suggestion.ranked(tried, candidates)
        if near.isEmpty, plain.first == first.text, InstalledProgram.isThere(first.text, in: path) {
            return UsageError(
                "no command '\(first.text)'; a program of the system stands behind '!' or '|'", at: first.span,
                hint: program(words))
        }
        return UsageError("no command '\(tried)'", at: span, hint: near.isEmpty ? "help" : near.joined(separator: ", "))
    }

    /// For a line as it is typed elsewhere: `imgsh image list`, `imgsh nightly.imgsh`.
    private static func ownName(_ words: [Word], _ plain: [String], _ registry: Registry) -> UsageError? {
        guard plain.first == "imgsh", plain.count > 1 else { return nil }
        let isScript = plain[1].hasSuffix(".imgsh")
        guard isScript || registry.command(for: Array(plain.dropFirst())) != nil else { return nil }
        let line = (isScript ? "source " : "") + words.dropFirst().map { Quoting.word($0.text) }.joined(separator: " ")
        return UsageError(
            "this is imgsh already; its commands are typed without it", at: words[0].span,
            hint: isShort(line) ? line : "help")
    }

    /// A line short enough to be typed again is shown as a whole.
    private static func program(_ words: [Word]) -> String {
        let line = words.map { Quoting.word($0.text) }.joined(separator: " ")
        return "!" + (isShort(line) ? line : words[0].text)
    }

    private static func isShort(_ line: String) -> Bool {
        line.unicodeScalars.count <= longestLine && SafeText.isPlain(line)
    }

    private static let longestLine = 60

    /// A leading `openstack` or `glance` is taken, so that the mistake is in what follows it, unless that may be a command
    /// of the client itself.
    private static func behindClient(
        _ words: [Word], _ plain: [String], _ registry: Registry, _ others: [String], _ path: String?
    ) -> UsageError? {
        guard plain.count > 1, Registry.ignoredPrefixes.contains(plain[0]) else { return nil }
        let error = error(
            for: Array(words.dropFirst()), registry, others: others, path: nil, isBehindClient: true)
        return error.hint == "help" && InstalledProgram.isThere(plain[0], in: path) ? nil : error
    }
}
