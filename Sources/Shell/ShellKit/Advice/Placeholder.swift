internal import CommandKit

/// What a command still wants, in the words of its synopsis: `<image> [options]`.
enum Placeholder {
    static func text(for line: TypedLine, _ book: CommandBook) -> String {
        let statement = line.statements[line.current]
        guard !statement.isProgram, !line.isAtFile, line.end == .blank || line.end == .word else { return "" }
        let isOpen = line.end == .word
        return text(for: TypedCommand(statement, isOpen: isOpen, in: book), isOpen: isOpen, book)
    }

    private static func text(for command: TypedCommand, isOpen: Bool, _ book: CommandBook) -> String {
        guard case .command(let found, _) = command.name else { return "" }
        if let inner = command.inner(found.signature, isOpen: isOpen, in: book) {
            return text(for: inner, isOpen: isOpen, book)
        }
        // In the middle of a word nothing is known about the next one.
        guard !isOpen || command.arguments.isEmpty else { return "" }
        let arguments = TypedArguments(command.arguments, of: found.signature, isOpen: isOpen)
        var wanted: [String] = []
        if let option = arguments.pending {
            wanted = ["<\(option.valueName)>"]
        } else {
            wanted = arguments.open.map(HelpText.synopsis)
            let hasOptions = found.signature.parameters.contains { !HelpText.isPositional($0) }
            if command.arguments.isEmpty, hasOptions { wanted.append("[options]") }
        }
        return wanted.isEmpty ? "" : (isOpen ? " " : "") + wanted.joined(separator: " ")
    }
}
