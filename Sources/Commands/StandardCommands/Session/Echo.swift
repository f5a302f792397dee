internal import CommandKit

/// `echo`
struct Echo: Command {
    let words = Rest("word", of: String.self, minimum: 0, help: "What to print")

    var signature: Signature {
        Signature(
            "echo", "Print words", words,
            examples: [Example("echo 'all done'", "A word of progress in a script")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try context.console.write(line: call[words].joined(separator: " "))
    }
}
