internal import CommandKit

/// The beginnings of all commands.
struct CommandLines: BlockVisitor {
    let aliases: Aliases
    private(set) var found: [[String]] = []

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        guard !isProgram else { return }
        let bare = part.words.prefix { $0.bare != nil }.map { Word($0.bare ?? "", at: $0.span) }
        let words = (try? AddressedLine(bare, expanding: aliases))?.words ?? bare
        found.append(words.map(\.text))
    }
}
