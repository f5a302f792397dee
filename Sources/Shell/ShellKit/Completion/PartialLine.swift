internal import CommandKit

/// The statement at the end of an unfinished line, and the word the cursor stands in.
struct PartialLine: Equatable {
    /// Finished words of the statement.
    let words: [String]
    /// What there is of the word at the cursor, quotes resolved; may be empty.
    let partial: String
    /// Scalars left of the cursor that belong to that word, quotes and all.
    let replacing: Int

    init(words: [String], partial: String, replacing: Int) {
        self.words = words
        self.partial = partial
        self.replacing = replacing
    }

    /// - Returns: `nil` where nothing can be completed: in a comment, after `!`, in a word that spans lines.
    init?(_ text: String) {
        guard let (statements, source) = Self.lex(text) else { return nil }
        let lines = source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let end = (line: lines.count, column: (lines.last?.count ?? 0) + 1)
        let typedEnd =
            (text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0) + 1

        guard let last = statements.last else {
            guard Self.isBlank(text) else { return nil }
            (words, partial, replacing) = ([], "", 0)
            return
        }
        let (found, isEnded) = Self.words(of: last)
        guard let word = found.last else { return nil }
        if !isEnded, word.span.line == end.line, word.span.column + word.span.length == end.column {
            words = found.dropLast().map(\.text)
            partial = word.text
            replacing = typedEnd - word.span.column
            return
        }
        let rest = Self.after(word.span, in: lines)
        if !isEnded, Self.isBlank(rest) {
            (words, partial, replacing) = (found.map(\.text), "", 0)
        } else if rest.unicodeScalars.allSatisfy({ " \t\n;&".unicodeScalars.contains($0) }) {
            (words, partial, replacing) = ([], "", 0)
        } else {
            return nil
        }
    }

    /// The words of a command, none of anything else, and whether it has its end.
    private static func words(of statement: Statement) -> ([Word], isEnded: Bool) {
        switch statement {
        case .command(let words): (words, false)
        case .background(let inner): (words(of: inner).0, true)
        case .program: ([], true)
        }
    }

    /// The statements of the text, with whatever was left open closed.
    private static func lex(_ text: String) -> ([Statement], String)? {
        do {
            return (try Lexer.statements(of: text), text)
        } catch {
            let closed: String
            switch error.unfinished {
            case .singleQuote: closed = text + "'"
            case .doubleQuote: closed = text + "\""
            case .backslash: closed = String(text.unicodeScalars.dropLast())
            case nil: return nil
            }
            return (try? Lexer.statements(of: closed)).map { ($0, closed) }
        }
    }

    private static func after(_ span: SourceSpan, in lines: [Substring.UnicodeScalarView.SubSequence]) -> String {
        var rest = ""
        for (index, line) in lines.enumerated() where index + 1 >= span.line {
            rest += String(index + 1 == span.line ? line.dropFirst(span.column + span.length - 1) : line) + "\n"
        }
        return rest
    }

    private static func isBlank(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\\" }
    }
}
