internal import CommandKit

/// A command line of the glance client, some of whose options take their values otherwise, in the words of imgsh.
struct GlanceWords {
    /// `--protected True`, where the word may also be missing.
    private static let truths: [String: (yes: String, no: String?)] = [
        "--protected": ("--protected", "--unprotected"), "--hidden": ("--hidden", "--unhidden"),
        "--os-hidden": ("--hidden", "--unhidden"), "--all-stores": ("--all-stores", nil),
        "--allow-failure": ("--allow-failure", "--disallow-failure"),
        "--include-stores": ("--include-stores", nil),
    ]

    /// The options it takes.
    static let options = Set(truths.keys).union(["--tags", "--sort-key", "--sort-dir"])

    /// Of each of them the beginning that no other option of glance's commands has.
    private static let beginnings: [(enough: String, option: String)] = [
        ("--prot", "--protected"), ("--hi", "--hidden"), ("--os-h", "--os-hidden"), ("--all-", "--all-stores"),
        ("--allo", "--allow-failure"), ("--inc", "--include-stores"), ("--sort-k", "--sort-key"),
        ("--sort-d", "--sort-dir"),
    ]

    private let command: String
    private var rest: ArraySlice<Word>
    private var done: [Word]
    /// What is said about the order: `--sort-key name --sort-dir desc`.
    private var sorting: (keys: [Word], directions: [Word]) = ([], [])

    /// - Returns: the words as they are, unless the line begins with `glance` and a command of its for images.
    static func translated(_ words: [Word]) -> [Word] {
        guard words.count > 1, words[0].text == Dialect.glance.rawValue, words[1].text.hasPrefix("image-"),
            !words[0].isQuoted, !words[1].isQuoted
        else { return words }
        var line = GlanceWords(words)
        line.translate()
        return line.done
    }

    private init(_ words: [Word]) {
        command = words[1].text
        rest = words.dropFirst(2)
        done = Array(words.prefix(2))
    }

    private mutating func translate() {
        while let word = rest.first, word.text != "--" || !word.looksLikeOption {
            rest.removeFirst()
            let (typed, value) = word.looksLikeOption ? word.asLongOption : ("", nil)
            let name = whole(typed)
            if let truth = Self.truths[name] {
                take(truth, at: word, value)
            } else if name == "--tags" {
                takeTags(at: word, value)
            } else if name == "--sort-key" || name == "--sort-dir" {
                takeOrder(name, at: word, value)
            } else if command == "image-show", name == "--max-column-width" {
                // As with the md-… commands, it has no effect.
                if value == nil { _ = rest.popFirst() }
            } else {
                done.append(word)
            }
        }
        addOrder()
        done += rest
    }

    /// The option that a word is, or is the beginning of: glance takes options that are shortened.
    private func whole(_ name: String) -> String {
        guard name.hasPrefix("--"), !Self.options.contains(name) else { return name }
        // A list has `--tag`, with one value.
        if name == "--tag" || name == "--ta", command.hasPrefix("image-create") { return "--tags" }
        return Self.beginnings.first { name.hasPrefix($0.enough) && $0.option.hasPrefix(name) }?.option ?? name
    }

    private mutating func take(_ truth: (yes: String, no: String?), at word: Word, _ attached: Word?) {
        var value = attached
        if value == nil, let next = rest.first, next.isUnknown || Self.truth(next.text) != nil {
            value = rest.popFirst()
        }
        let isTrue = value.flatMap { Self.truth($0.text) } ?? true
        // A list without the hidden ones is what every list is.
        let no = command == "image-list" ? nil : truth.no
        if let chosen = isTrue ? truth.yes : no { done.append(Word(chosen, at: word.span)) }
    }

    private mutating func takeTags(at word: Word, _ attached: Word?) {
        var tags = attached.map { [$0] } ?? []
        while attached == nil, let tag = rest.first, !tag.looksLikeOption {
            tags.append(tag)
            rest.removeFirst()
        }
        for tag in tags { done += [Word("--tag", at: word.span), tag] }
    }

    private mutating func takeOrder(_ name: String, at word: Word, _ attached: Word?) {
        guard let value = attached ?? rest.popFirst() else {
            // Whoever reads the options says that there is no value.
            return done.append(Word("--sort", at: word.span))
        }
        if name == "--sort-key" { sorting.keys.append(value) } else { sorting.directions.append(value) }
    }

    /// `--sort-key name --sort-dir desc` is `--sort name:desc`.
    private mutating func addOrder() {
        let (keys, directions) = sorting
        let words = (keys + directions).sorted { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) }
        guard let first = words.first else { return }
        let fields = (keys.isEmpty ? ["name"] : keys.map(\.text)).enumerated().map { index, key in
            let direction = directions.count > index ? directions[index] : directions.last
            return direction.map { "\(key):\($0.text)" } ?? key
        }
        let span = words.reduce(first.span) { $0.through($1.span) }
        done += [
            Word("--sort", at: span),
            Word(
                fields.joined(separator: ","), at: span, isQuoted: true, isValue: true,
                isUnknown: words.contains(where: \.isUnknown)),
        ]
    }

    private static func truth(_ word: String) -> Bool? {
        switch word.lowercased() {
        case "true", "1", "t", "y", "yes", "on": true
        case "false", "0", "f", "n", "no", "off": false
        default: nil
        }
    }
}
