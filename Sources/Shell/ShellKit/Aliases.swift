internal import CommandKit

/// Words that stand for others.
struct Aliases: Sendable {
    private var lines: [String: String] = [:]

    /// In alphabetical order.
    var names: [String] { lines.keys.sorted() }

    func line(for name: String) -> String? { lines[name] }

    /// - Throws: ``UsageError`` when the name or the line cannot be used.
    mutating func set(_ name: String, to line: String, among registry: Registry) throws(UsageError) {
        guard !name.isEmpty, Quoting.word(name) == name, !name.hasPrefix("-"), !name.hasPrefix("@"),
            Keyword(rawValue: name) == nil, !Keyword.closing.contains(name)
        else {
            throw UsageError("'\(name)' cannot be the name of an alias", hint: "alias ll='image list --long'")
        }
        if registry.spellings.contains(where: { $0 == name || $0.hasPrefix(name + " ") }) {
            throw UsageError("'\(name)' is a command already; an alias cannot hide it")
        }
        do {
            guard try Parser.plainCommand(line) != nil else {
                throw UsageError(
                    "an alias stands for the beginning of one command, without variables",
                    hint: "alias ll='image list --long'")
            }
        } catch let error as SyntaxError {
            throw UsageError("the alias cannot be read: \(error.message)")
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError("the alias cannot be read")
        }
        lines[name] = line
    }

    mutating func remove(_ name: String) -> Bool { lines.removeValue(forKey: name) != nil }

    /// Replaces an alias at the beginning by its words, which all stand where the alias stood. An alias that comes
    /// up a second time is taken as it is.
    func expand(_ words: [Word]) throws -> [Word] {
        var words = words
        var used: Set<String> = []
        while let first = words.first, !first.isQuoted, let line = lines[first.text], used.insert(first.text).inserted {
            guard let replacement = try Parser.plainCommand(line) else { break }
            words = replacement.map { Word($0.text, at: first.span, isQuoted: $0.isQuoted) } + words.dropFirst()
        }
        return words
    }
}
