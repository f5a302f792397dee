internal import CommandKit

/// `transcript`
struct ReplayTranscript: NamedCommand {
    static let name = CommandName("transcript")

    let file = Positional("file", of: FilePath.self, help: "A session as it looks on the screen")
    let update = Flag("--update", help: "Write into the file what the commands give now")

    var signature: Signature {
        Signature(
            Self.name, "Run the commands of a transcript, and compare what they give", file, update,
            discussion: [
                "In a transcript a line that begins with 'imgsh…> ' is a command; lines that begin with '…> ' behind a word "
                    + "or mark go on with it. What follows is what it shall give, errors as well, with '[status 3]' at the "
                    + "end when it fails. '...' in a line is any text, and alone on a line any lines. Lines before the "
                    + "first command are comments. All commands are run; the status is 1 when one gave something else.",
                "A transcript begins as a list of commands: --update writes what they give, and leaves alone what fits.",
            ],
            changes: .given(["--update"], "run the commands and update the file"),
            examples: [Example("transcript nightly.transcript", "Test a script that others rely on")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let path = call[file]
        try await context.located(at: path.span) {
            try await context.shell.replay(path.text, updating: call[update], on: context.console)
        }
    }
}
