internal import CommandKit
internal import Editline

/// Colours the line being typed, and says what it still wants.
struct ShellAdviser: LineAdviser {
    let book: CommandBook
    let preferences: Preferences.Values

    func advice(on line: String, after earlier: String) -> LineAdvice {
        let typed = TypedLine(earlier + line)
        let shift = earlier.unicodeScalars.count
        var advice = LineAdvice()
        if preferences.highlights {
            advice.spans = LineColors(typed, book).spans.compactMap { span in
                let range = max(0, span.range.lowerBound - shift)..<max(0, span.range.upperBound - shift)
                return range.isEmpty ? nil : LineAdvice.Span(range, span.style)
            }
        }
        if preferences.suggests { advice.placeholder = Placeholder.text(for: typed, book) }
        return advice
    }

    func explanation(of text: String) -> [CompletionCandidate]? {
        let typed = TypedLine(text)
        let statement = typed.statements[typed.current]
        guard typed.end == .blank, !statement.isProgram else { return nil }
        return Explanation.rows(of: TypedCommand(statement, isOpen: false, in: book), book).map {
            CompletionCandidate(insertion: $0.left, detail: $0.right)
        }
    }
}
