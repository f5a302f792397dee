internal import BackendKit
internal import CommandKit

/// `source`
struct Source: Command {
    let file = Positional("file", of: FilePath.self, help: "A file of commands")

    var signature: Signature {
        Signature(
            "source", "Run the commands of a file in this session", file,
            discussion: ["Stops at the first command that fails, and ends with its status."],
            examples: [Example("source nightly.imgsh", "Run a script")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let path = call[file]
        try await context.located(at: path.span) { try await context.shell.source(path.text, arguments: []) }
    }
}
