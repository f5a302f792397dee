internal import CommandKit
internal import Editline

/// Which part of a line has which colour.
struct LineColors {
    /// They do not overlap.
    private(set) var spans: [LineAdvice.Span] = []

    init(_ line: TypedLine, _ book: CommandBook) {
        for (index, statement) in line.statements.enumerated() where !statement.isProgram {
            let isOpen = index == line.statements.count - 1 && (line.end == .word || line.end == .quote)
            add(TypedCommand(statement, isOpen: isOpen, in: book), isOpen)
        }
        for range in line.comments { add(range, .dim) }
        for range in line.marks { add(range, .bold) }
    }

    private mutating func add(_ command: TypedCommand, _ isOpen: Bool) {
        if let address = command.address { add(address.range, .cyan) }
        switch command.name {
        case .command(let found, let count):
            for word in command.words.prefix(count) { add(word.range, .green) }
            let arguments = TypedArguments(command.arguments, of: found.signature, isOpen: isOpen)
            for (word, meaning) in zip(command.arguments, arguments.meanings) { add(word, meaning) }
        case .alias, .keyword:
            if let first = command.words.first { add(first.range, .green) }
            for word in command.words.dropFirst() { add(word, word.text.hasPrefix("-") ? .option : .value) }
        case .unknown(let place):
            add(command.words[place].range, .red)
            for word in command.words.dropFirst(place + 1) { add(word, .value) }
        case .beginning, .none: break
        }
    }

    private mutating func add(_ word: TypedLine.Word, _ meaning: TypedArguments.Meaning) {
        switch meaning {
        case .unknownOption: add(word.range, .red)
        case .value: for quote in word.quotes { add(quote, .yellow) }
        case .option:
            // The value of --name='…' is a string like others.
            let end = word.quotes.first?.lowerBound ?? word.range.upperBound
            add(word.range.lowerBound..<end, .cyan)
            for quote in word.quotes { add(quote, .yellow) }
        }
    }

    private mutating func add(_ range: Range<Int>, _ style: Prompt.Style) {
        if !range.isEmpty { spans.append(LineAdvice.Span(range, style)) }
    }
}
