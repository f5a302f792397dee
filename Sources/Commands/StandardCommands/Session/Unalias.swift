internal import CommandKit

/// `unalias`
struct Unalias: NamedCommand {
    static let name = CommandName("unalias")

    let names = Rest("name", of: String.self, completion: .aliases, help: "Names of aliases")

    var signature: Signature {
        Signature(
            Self.name, "Forget aliases", names,
            changes: .nothing,
            foregroundOnly: .changesSession,
            examples: [Example("alias ll='image list --long'; unalias ll", "Make one and forget it")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        for (name, span) in zip(call[names], call.spans(of: names)) where await !context.shell.removeAlias(name) {
            throw UsageError("no alias '\(name)'", at: span, hint: "alias")
        }
    }
}
