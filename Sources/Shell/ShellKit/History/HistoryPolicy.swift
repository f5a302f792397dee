internal import CommandKit

/// Which lines are kept: not those that begin with a space, and none that holds a secret.
enum HistoryPolicy {
    static func keeps(_ line: String, registry: Registry) -> Bool {
        guard let first = line.unicodeScalars.first, first != " ", first != "\t" else { return false }
        guard let block = try? Parser.parse(line) else { return !mentionsSecret(line) }
        var walk = SecretWalk(registry: registry)
        block.visit(&walk)
        return !walk.hasSecret
    }

    /// Looks for secrets in every command.
    private struct SecretWalk: BlockVisitor {
        let registry: Registry
        var hasSecret = false

        mutating func visit(_ part: Pipeline.Part, isProgram: Bool) {
            let words = part.words.map(\.plainText)
            hasSecret =
                hasSecret || (isProgram ? words.contains(where: mentionsSecret) : holdsSecret(words, registry))
        }

        mutating func visit(program line: String) { hasSecret = hasSecret || mentionsSecret(line) }

        mutating func visit(_ assignment: Assignment) {
            hasSecret = hasSecret || mentionsSecret("\(assignment.name)=\(assignment.value.plainText)")
        }
    }

    /// A command declares which of its options are secret; what looks like one counts as well.
    private static func holdsSecret(_ words: [String], _ registry: Registry) -> Bool {
        var secret: Set<String> = []
        if let found = registry.command(for: words) {
            for parameter in found.command.signature.parameters where parameter.shape.isSecret {
                secret.formUnion(parameter.shape.allSpellings)
            }
        }
        return words.contains { word in
            let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
            return secret.contains(name) || mentionsSecret(word)
        }
    }

    /// `--os-password x`, `OS_TOKEN=x`, `https://user:word@host`, a presigned URL.
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
