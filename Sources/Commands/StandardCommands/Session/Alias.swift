internal import CommandKit

/// `alias`
struct Alias: NamedCommand {
    static let name = CommandName("alias")

    let definitions = Rest(
        "name=line", of: String.self, minimum: 0, completion: .aliases, help: "A new alias, or the name of one")

    var signature: Signature {
        Signature(
            Self.name, "Give a line a short name, or list the names there are", definitions,
            discussion: ["An alias stands for the first words of a command; it cannot hide a command."],
            changes: .nothing,
            foregroundOnly: .changesSession,
            examples: [
                Example("alias ll='image list --long'", "Now 'll' lists everything, and 'll --limit 3' three"),
                Example("alias", "The aliases there are"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let all = await context.shell.aliases()
        if call[definitions].isEmpty {
            for alias in all { try context.console.write(line: Self.text(alias)) }
        }
        for (definition, span) in zip(call[definitions], call.spans(of: definitions)) {
            let parts = definition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            if parts.count == 2 {
                do {
                    try await context.shell.setAlias(parts[0], to: parts[1])
                } catch var error as UsageError {
                    error.span = error.span ?? span
                    throw error
                }
            } else if let known = all.first(where: { $0.name == definition }) {
                try context.console.write(line: Self.text(known))
            } else {
                throw UsageError("no alias '\(definition)'", at: span, hint: "alias \(definition)='image list --long'")
            }
        }
    }

    private static func text(_ alias: (name: String, line: String)) -> String {
        "alias \(alias.name)=\(Quoting.word(alias.line))"
    }
}
