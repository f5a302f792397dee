internal import CommandKit

/// The commands and other words that a line may begin with, as they are while it is typed.
struct CommandBook: Sendable {
    let registry: Registry
    let aliases: Set<String>

    /// Words of the language that are no commands.
    static let keywords = Set(Keyword.all.map(\.word))

    init(_ registry: Registry, aliases: [String] = []) {
        self.registry = registry
        self.aliases = Set(aliases)
    }

    /// Whether some name begins with these words.
    /// - Parameter isWhole: whether the last one is complete.
    func hasBeginning(_ words: [String], isWhole: Bool) -> Bool {
        var words = words[...]
        if let first = words.first, Registry.ignoredPrefixes.contains(first) { words = words.dropFirst() }
        guard let last = words.last else { return true }
        return isBeginning(of: registry.spellings, words, isWhole: isWhole)
            || !isWhole && words.count == 1
                && (aliases.contains { $0.hasPrefix(last) } || Self.keywords.contains { $0.hasPrefix(last) })
    }

    private func isBeginning(of names: [String], _ words: ArraySlice<String>, isWhole: Bool) -> Bool {
        // A word that was quoted may hold spaces; no word of a name does.
        guard !words.contains(where: { $0.utf8.contains(UInt8(ascii: " ")) }) else { return false }
        let typed = words.joined(separator: " ")
        let longer = isWhole ? typed + " " : typed
        return names.contains { $0 == typed || $0.hasPrefix(longer) }
    }
}
