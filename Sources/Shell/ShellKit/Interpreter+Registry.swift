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
