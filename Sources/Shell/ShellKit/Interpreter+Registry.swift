internal import CommandKit

extension Interpreter {
    /// The commands there are, with those from outside that the text uses: whether a line holds a secret is to be known
    /// before it is remembered.
    func registry(knowing text: String) async -> Registry {
        var lines = CommandLines()
        (try? Parser.parse(text))?.visit(&lines)
        for words in lines.found { _ = try? await registry.find(words, in: session) }
        return registry.known
    }
}

/// The beginnings of all commands.
private struct CommandLines: BlockVisitor {
    var found: [[String]] = []

    mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
        guard !isProgram else { return }
        let bare = part.words.prefix { $0.bare != nil }.compactMap(\.bare)
        found.append(Array(bare.drop { $0.hasPrefix("@") }))
    }
}
