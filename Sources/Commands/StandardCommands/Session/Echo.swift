internal import BackendKit
internal import CommandKit

/// `echo`
struct Echo: NamedCommand {
    static let name = CommandName("echo")

    let words = Rest("word", of: String.self, minimum: 0, help: "What to print")

    var signature: Signature {
        Signature(
            Self.name, "Print words", words,
            discussion: [
                "Without words it prints the text of '<<END' or of the file behind '<'. Into a file, a program or '$(…)' "
                    + "words go as they are; elsewhere what could drive a terminal is shown as an escape."
            ],
            changes: .nothing,
            readsInput: true,
            examples: [Example("echo 'all done'", "A word of progress in a script")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        if call[words].isEmpty, let input = context.pipedInput {
            let reader = try input.open()
            while let bytes = try await reader.next() { try context.console.output.write(bytes) }
            return
        }
        let text = call[words].joined(separator: " ")
        if context.console.surroundings.outputIsData { return try context.console.write(text: text + "\n") }
        // A variable may hold several lines. A tab drives nothing, and separates what a script writes for programs.
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            try context.console.write(text: SafeText.quotable(String(line)) + "\n")
        }
    }
}
