internal import CommandKit

/// `history`
struct History: NamedCommand {
    static let name = CommandName("history")

    let count = OptionalPositional("number", of: Int64.self, help: "Only the last so many lines")
    let clear = Flag("--clear", help: "Forget every line, in memory and on disk")

    var signature: Signature {
        Signature(
            Self.name, "Show the lines typed so far", count, clear,
            discussion: ["Lines that begin with a space, and lines that hold a secret, are never kept."],
            changes: .given(["--clear"], "forget the lines typed"),
            foregroundOnly: .changesSession,
            examples: [Example("history 20", "The last twenty lines")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        if call[clear] { return try await context.shell.clearHistory() }
        let lines = await context.shell.history()
        let first = max(0, lines.count - Int(clamping: call[count] ?? Int64(lines.count)))
        for (number, line) in lines.enumerated().dropFirst(first) {
            try context.console.write(line: "\(number + 1)  \(line)")
        }
    }
}
