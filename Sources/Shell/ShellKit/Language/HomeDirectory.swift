internal import CommandKit

extension Statement {
    /// With the home directory for an unquoted `~` before a slash, or alone, as in sh.
    /// - Parameter home: `nil` where there is none: the words stay as they are then.
    func expandingHome(_ home: String?) -> Statement {
        if case .background(let inner) = self { return .background(inner.expandingHome(home)) }
        guard case .command(let words) = self, let home else { return self }
        return .command(
            words.map { word in
                guard !word.isQuoted, word.text == "~" || word.text.hasPrefix("~/") else { return word }
                return Word(home + word.text.dropFirst(), at: word.span)
            })
    }
}
