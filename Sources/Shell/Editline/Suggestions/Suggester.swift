/// Finds the newest earlier line that goes on like the one being typed.
///
/// While characters are added it looks only at lines that are older than the one it has found: a newer one that fits
/// the longer text would have fitted the shorter one as well.
struct Suggester {
    private var text: String?
    private var found: Int?

    /// Begins a new line; the history may have changed.
    mutating func begin() { self = Suggester() }

    /// What stands behind `text` in the newest entry that begins with it and is longer.
    mutating func rest(of text: String, in entries: [String]) -> String? {
        func goesOn(_ entry: String) -> Bool {
            entry.utf8.count > text.utf8.count && entry.utf8.starts(with: text.utf8)
        }
        let isLonger = self.text.map { text.utf8.starts(with: $0.utf8) } ?? false
        let end = isLonger ? found.map { $0 + 1 } ?? 0 : entries.count
        found = entries.prefix(end).lastIndex(where: goesOn)
        self.text = text
        return found.map { String(entries[$0].unicodeScalars.dropFirst(text.unicodeScalars.count)) }
    }
}
