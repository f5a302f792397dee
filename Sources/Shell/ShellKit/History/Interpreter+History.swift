internal import CommandKit

extension Interpreter {
    /// Whether a line may be remembered: none that holds a secret. Commands from outside are looked for first, for only
    /// they know which of their options hold one.
    func mayRemember(_ line: String) async -> Bool {
        var lines = CommandLines(aliases: aliasTable)
        (try? Parser.parse(line))?.visit(&lines)
        for words in lines.found { _ = try? await registry.find(words, in: session) }
        return HistoryPolicy.keeps(line, registry: registry.known, aliases: aliasTable)
    }
}
