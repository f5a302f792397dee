internal import CommandKit
internal import Editline

/// Which part of a line has which colour.
struct LineColors {
    /// They do not overlap.
    private(set) var spans: [LineAdvice.Span] = []

    init(_ line: TypedLine, _ book: CommandBook) {
        for (index, statement) in line.statements.enumerated() where !statement.isProgram {
            let isOpen = index == line.current && (line.end == .word || line.end == .quote)
            for keyword in statement.keywords { add(keyword, .green) }
            add(TypedCommand(statement, isOpen: isOpen, in: book), isOpen)
        }
        // Commands in `$(…)` lie in the words of others, and say more.
        spans = Self.withoutOverlaps(spans)
        for range in line.comments { add(range, .dim) }
        for range in line.marks { add(range, .bold) }
    }

    /// Of spans that overlap, what begins later is inside of what begins earlier: it stays whole.
    private static func withoutOverlaps(_ spans: [LineAdvice.Span]) -> [LineAdvice.Span] {
        var kept: [LineAdvice.Span] = []
        for span in spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let last = kept.last, last.range.upperBound > span.range.lowerBound {
                kept.removeLast()
                let before = last.range.lowerBound..<span.range.lowerBound
                if !before.isEmpty { kept.append(LineAdvice.Span(before, last.style)) }
                kept.append(span)
                let after = span.range.upperBound..<max(span.range.upperBound, last.range.upperBound)
                if !after.isEmpty { kept.append(LineAdvice.Span(after, last.style)) }
            } else {
                kept.append(span)
            }
        }
        return kept
    }

    private mutating func add(_ command: TypedCommand, _ isOpen: Bool) {
        if let address = command.address { add(address.range, .cyan) }
        switch command.name {
        case .command(let found, let count):
            for word in command.words.prefix(count) { add(word.range, .green) }
            let arguments = TypedArguments(command.arguments, of: found.signature, isOpen: isOpen)
            for (word, meaning) in zip(command.arguments, arguments.meanings) {
                add(word, command.takesAsGlance(word) ? .option : meaning)
            }
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
