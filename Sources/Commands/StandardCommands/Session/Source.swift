internal import BackendKit
internal import CommandKit

/// `source`
struct Source: NamedCommand {
    static let name = CommandName("source")

    let file = Positional("file", of: FilePath.self, help: "A file of commands")
    let arguments = Rest("argument", of: String.self, minimum: 0, help: "What is $1, $2 and so on in the file")

    var signature: Signature {
        Signature(
            Self.name, "Run the commands of a file in this session", file, arguments,
            discussion: [
                "Stops at the first command that fails, and ends with its status. The whole file is read before any of it "
                    + "runs. What it sets stays set. An argument that begins with a dash stands behind '--'."
            ],
            changes: .nothing,
            examples: [
                Example("source nightly.imgsh", "Run a script"),
                Example("source release.imgsh 12.1 /srv/builds", "The same, with $1 and $2"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let path = call[file]
        try await context.located(at: path.span) {
            try await context.shell.source(path.text, arguments: call[arguments], on: context.console)
        }
    }
}
