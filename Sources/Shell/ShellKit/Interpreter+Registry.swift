internal import CommandKit

extension Interpreter {
    /// The commands there are, with those from outside that the text uses: whether a line holds a secret is to be known
    /// before it is remembered.
    func registry(knowing text: String) async -> Registry {
        for words in Self.commandLines(of: (try? Lexer.statements(of: text)) ?? []) {
            let plain = words.drop { $0.text.hasPrefix("@") }.map(\.text)
            _ = try? await registry.find(plain, in: session)
        }
        return registry.known
    }

    private static func commandLines(of statements: [Statement]) -> [[Word]] {
        statements.flatMap { statement -> [[Word]] in
            switch statement {
            case .command(let words): [words]
            case .background(let inner): commandLines(of: [inner])
            case .program: []
            }
        }
    }
}
