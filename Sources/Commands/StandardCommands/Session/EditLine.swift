internal import BackendKit
internal import CommandKit

/// `edit`
struct EditLine: NamedCommand {
    static let name = CommandName("edit")

    let number = OptionalPositional(
        "number", of: Int64.self, help: "The line with this number in 'history'; without it, the last one")

    var signature: Signature {
        Signature(
            Self.name, "Change an earlier line in your editor, and run what you save", number,
            discussion: [
                "The editor is the one that VISUAL or EDITOR names, else vi; the text is in a file that only you can read. "
                    + "What is saved is shown and run like a line that was typed, with all its rows. Nothing is run when "
                    + "nothing is saved, when the file has no text, or when the editor fails.",
                "Ctrl-X Ctrl-E does the same with the line being typed, and puts what was saved into the line.",
            ],
            changes: .nothing,
            foregroundOnly: .needsTerminal,
            examples: [
                Example("edit", "Change the last line and run it"), Example("edit 42", "The same with line 42"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        guard context.console.surroundings.isInteractive else {
            throw UsageError("'edit' is for a person at the prompt")
        }
        let text = try await line(call, context)
        guard let edited = try await context.shell.edit(text), !edited.isEmpty else {
            return try context.console.notice("nothing was saved, so nothing is run")
        }
        for row in edited.split(separator: "\n", omittingEmptySubsequences: false) {
            try context.console.write(text: SafeText.message(String(row)) + "\n")
        }
        await context.shell.enter(edited)
    }

    private func line(_ call: Call, _ context: CommandContext) async throws -> String {
        let lines = await context.shell.history()
        if let number = call[number] {
            guard let number = Int(exactly: number), lines.indices.contains(number - 1) else {
                throw UsageError(
                    "no line has the number \(number)", at: call.spans(of: self.number).first, hint: "history")
            }
            return lines[number - 1]
        }
        // The line that brought us here is not the one that is meant.
        return lines.last { $0 != "edit" && !$0.hasPrefix("edit ") } ?? ""
    }
}
