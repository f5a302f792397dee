internal import CommandKit

/// What may stand at a place of a line, for the key `?`: one row each.
enum Explanation {
    typealias Row = (left: String, right: String)

    /// - Returns: nothing when the words before the place mean nothing.
    static func rows(of command: TypedCommand, _ book: CommandBook) -> [Row] {
        switch command.name {
        case .none: return words(after: [], book)
        case .beginning: return words(after: command.words.map(\.text), book)
        case .command(let found, let count):
            if let inner = command.inner(found.signature, isOpen: false, in: book) { return rows(of: inner, book) }
            let arguments = TypedArguments(command.arguments, of: found.signature, isOpen: false)
            let path = command.words.prefix(count).map(\.text)
            let longer = command.arguments.isEmpty ? words(after: path, book) : []
            return longer + rows(of: arguments, found.signature)
        case .keyword: return command.words.first.map { [row(ofKeyword: $0.text)] } ?? []
        case .alias, .unknown: return []
        }
    }

    private static func row(ofKeyword word: String) -> Row {
        let form = Keyword(rawValue: word)?.form ?? Keyword.form(around: word)
        return (form, Keyword.all.first { $0.word == word }?.summary ?? "")
    }

    /// Words that continue the names of commands; for a noun, its verbs.
    private static func words(after words: [String], _ book: CommandBook) -> [Row] {
        var words = words
        if let first = words.first, Registry.ignoredPrefixes.contains(first) { words.removeFirst() }
        var rows: [Row] = []
        for command in book.registry.commands where !command.signature.isHidden {
            let path = command.name.path
            guard path.count > words.count, path.starts(with: words) else { continue }
            let word = path[words.count]
            if path.count == words.count + 1 {
                rows.append((word, command.signature.summary))
            } else if let place = rows.firstIndex(where: { $0.left == word + " …" }) {
                rows[place].right += ", " + path[(words.count + 1)...].joined(separator: " ")
            } else {
                rows.append((word + " …", path[(words.count + 1)...].joined(separator: " ")))
            }
        }
        return rows
    }

    private static func rows(of arguments: TypedArguments, _ signature: Signature) -> [Row] {
        if let option = arguments.pending {
            return [("<\(option.valueName)>", option.spellings.first?.help ?? "")] + choices(of: option)
        }
        var rows: [Row] = []
        if let next = arguments.open.first {
            rows.append((HelpText.synopsis(of: next), next.help))
            rows += choices(of: next)
        }
        rows += HelpText.rows(of: arguments.openOptions)
        if arguments.isComplete { rows.append(("<Enter>", "Run it: \(signature.summary)")) }
        return rows
    }

    /// The words of a closed list.
    private static func choices(of shape: ParameterShape) -> [Row] {
        guard case .words(let words) = shape.completion else { return [] }
        return words.map { ("  " + $0.word, $0.description) }
    }
}
