internal import BackendKit
internal import CommandKit

/// A line as it is run: its aliases are put in, it may begin with the backend it is for, as `@glance@prod image list`
/// does, and the words of another client are ours.
struct AddressedLine {
    /// What stands after the mark, when the line is addressed.
    let backend: String?
    /// The first word, mark and all.
    let address: Word?
    /// The command.
    let words: [Word]

    /// - Throws: ``UsageError`` when nothing follows the mark, or no command follows the address.
    init(_ typed: [Word], expanding aliases: Aliases) throws {
        // An alias may stand for an address, and one may follow it.
        let typed = try aliases.expand(typed)
        guard let first = typed.first, Self.isAddress(first) else {
            (backend, address, words) = (nil, nil, GlanceWords.translated(typed))
            return
        }
        let name = String(first.text.unicodeScalars.dropFirst())
        // A check does not know what a variable will hold.
        guard !name.isEmpty || first.isUnknown else {
            throw UsageError("'@' names no backend", at: first.span, hint: "@glance@CLOUD image list")
        }
        guard typed.count > 1 else {
            throw UsageError(
                "'\(first.text)' needs a command, which runs on that backend", at: first.span,
                hint: "backend use \(Quoting.word(name))")
        }
        (backend, address) = (name, first)
        words = GlanceWords.translated(try aliases.expand(Array(typed.dropFirst())))
    }

    /// Whether a first word is an address, quoted or not: nothing else begins with the mark.
    static func isAddress(_ word: Word) -> Bool { word.text.unicodeScalars.first == "@" }
}
