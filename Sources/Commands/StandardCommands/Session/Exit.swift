internal import CommandKit

/// `exit`
struct Exit: Command {
    let status = OptionalPositional("status", of: Int64.self, help: "0 to 255; without it, that of the last command")

    var signature: Signature {
        Signature(
            "exit", "Leave the shell", status,
            secondNames: ["quit"],
            examples: [Example("exit", "Leave"), Example("exit 3", "Leave with a status of your own")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard let number = call[status] else { return await context.shell.exit(nil) }
        guard let number = Int32(exactly: number), number <= 255 else {
            throw UsageError("a status is a number from 0 to 255", at: call.spans(of: status).first, hint: "exit 1")
        }
        await context.shell.exit(ExitStatus(rawValue: number))
    }
}
