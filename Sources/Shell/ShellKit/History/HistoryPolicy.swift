internal import CommandKit

/// Which lines are kept: not those that begin with a space, and none that holds a secret.
enum HistoryPolicy {
    static func keeps(_ line: String, registry: Registry, aliases: Aliases = Aliases()) -> Bool {
        guard let first = line.unicodeScalars.first, first != " ", first != "\t" else { return false }
        guard let block = try? Parser.parse(line) else { return !mentionsSecret(line) }
        var walk = SecretWalk(registry: registry, aliases: aliases)
        block.visit(&walk)
        return !walk.hasSecret
    }

    /// Looks for secrets in every command.
    private struct SecretWalk: BlockVisitor {
        let registry: Registry
        let aliases: Aliases
        var hasSecret = false

        mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
            let words = part.words.map { Word($0.plainText, at: $0.span, isQuoted: $0.isQuoted) }
            hasSecret =
                hasSecret || words.contains { mentionsSecret($0.text) } || !isProgram && namesSecretOption(words)
        }

        /// A command declares which of its options are secret.
        private func namesSecretOption(_ typed: [Word]) -> Bool {
            let words = ((try? AddressedLine(typed, expanding: aliases))?.words ?? typed).map(\.text)
            let secrets = SecretOptions(registry.command(for: words)?.command.signature)
            return words.contains { secrets.use(in: $0) != .none }
        }

        mutating func visit(program line: String, at span: SourceSpan) {
            hasSecret = hasSecret || mentionsSecret(line)
        }

        mutating func visit(_ assignment: Assignment) {
            hasSecret = hasSecret || mentionsSecret("\(assignment.name)=\(assignment.value.plainText)")
        }
    }

    /// What looks like a secret counts as one: `--os-password x`, `OS_TOKEN=x`, `https://user:word@host`, a presigned URL.
    private static func mentionsSecret(_ text: String) -> Bool {
        let lower = text.lowercased()
        let isAssigned = lower.hasPrefix("-") || lower.contains("=") || lower.contains(":")
        if isAssigned, words.contains(where: lower.contains) { return true }
        guard let scheme = lower.firstRange(of: "://") else { return false }
        return lower[scheme.upperBound...].prefix { $0 != "/" }.contains("@")
    }

    private static let words = [
        "password", "passcode", "secret", "token", "credential", "signature", "api_key", "apikey",
    ]
}
