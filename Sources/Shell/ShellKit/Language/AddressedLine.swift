internal import BackendKit
internal import CommandKit

/// A line that may begin with the backend it is for: `@glance@prod image list`.
struct AddressedLine {
    /// What stands after the mark, when the line is addressed.
    let backend: String?
    /// The first word, mark and all.
    let address: Word?
    /// The command.
    let words: [Word]

    /// - Throws: ``UsageError`` when nothing follows the mark, or no command follows the address.
    init(_ typed: [Word]) throws(UsageError) {
        guard let first = typed.first, Self.isAddress(first) else {
            (backend, address, words) = (nil, nil, typed)
            return
        }
        let name = String(first.text.unicodeScalars.dropFirst())
        guard !name.isEmpty else {
            throw UsageError("'@' names no backend", at: first.span, hint: "@glance@CLOUD image list")
        }
        guard typed.count > 1 else {
            throw UsageError(
                "'\(first.text)' needs a command, which runs on that backend", at: first.span,
                hint: "backend use \(Quoting.word(name))")
        }
        (backend, address, words) = (name, first, Array(typed.dropFirst()))
    }

    /// The same behind aliases: one may stand for an address, and one may follow it.
    /// - Throws: as without them, and for an alias that cannot be read.
    init(_ typed: [Word], expanding aliases: Aliases) throws {
        let line = try AddressedLine(try aliases.expand(typed))
        (backend, address) = (line.backend, line.address)
        words = line.backend == nil ? line.words : try aliases.expand(line.words)
    }

    /// Whether a first word is an address, quoted or not: nothing else begins with the mark.
    static func isAddress(_ word: Word) -> Bool { word.text.unicodeScalars.first == "@" }
}
