internal import CommandKit

/// Words from the process arguments, placed as if they had been typed, so that errors can point at them.
enum ArgumentLine {
    static func make(_ arguments: [String]) -> (line: String, words: [Word]) {
        var line = ""
        var words: [Word] = []
        for argument in arguments {
            if !line.isEmpty { line += " " }
            let shown = Quoting.word(argument)
            let span = SourceSpan(
                line: 1, column: line.unicodeScalars.count + 1, length: shown.unicodeScalars.count)
            // A line break would move what follows to another line of the report.
            line += SafeText.message(shown)
            words.append(Word(argument, at: span))
        }
        return (line, words)
    }
}
