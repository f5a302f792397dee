internal import CommandKit

/// Here-documents: `<<END`, and on the next line the text, up to a line that is `END`.
extension Parser {
    /// Reads the word behind `<<`, and the lines it stands for. They are left out when the cursor comes to them.
    mutating func document(from start: TextCursor.Mark) throws(SyntaxError) -> WordTemplate {
        skipBlanks()
        let end = try word()
        let mark = cursor.span(from: start)
        guard let name = end.literal, !name.isEmpty, !name.unicodeScalars.contains("\n") else {
            throw SyntaxError(
                message: "'<<' needs the word that ends the text", span: mark, hint: "<<END")
        }
        let after = cursor.mark
        guard let lineEnd = cursor.enterFollowingLines() else { throw Self.open(name, mark) }
        let text = try lines(upTo: name, isLiteral: end.isQuoted, mark)
        cursor.leaveOut(after: lineEnd)
        cursor.go(to: after)
        return text
    }

    private mutating func lines(
        upTo end: String, isLiteral: Bool, _ mark: SourceSpan
    ) throws(SyntaxError) -> WordTemplate {
        let start = cursor.mark
        var parts = PartList()
        let stretch = stretches.begin()
        while !isAtLine(end) {
            guard cursor.peek() != nil else { throw Self.open(end, mark) }
            if try line(isLiteral, into: &parts) { stretches.reach(cursor.position, in: stretch) }
        }
        stretches.end(stretch)
        let span = cursor.span(from: start)
        cursor.skipToLineEnd()
        cursor.advance()
        return WordTemplate(parts: parts.finish(), span: span, isQuoted: true, beginsBare: false)
    }

    /// - Returns: whether the line has an end.
    private mutating func line(_ isLiteral: Bool, into parts: inout PartList) throws(SyntaxError) -> Bool {
        while let scalar = cursor.peek() {
            if scalar == "\r", cursor.peek(1) == "\n" {
                cursor.advance()
            } else if scalar == "\n" {
                parts.add(scalar)
                cursor.advance()
                return true
            } else if isLiteral {
                parts.add(scalar)
                cursor.advance()
            } else {
                try quoted(scalar, escapes: "\\$`\n", into: &parts)
            }
        }
        return false
    }

    private func isAtLine(_ text: String) -> Bool {
        var place = 0
        for scalar in text.unicodeScalars {
            guard cursor.peek(place) == scalar else { return false }
            place += 1
        }
        if cursor.peek(place) == "\r" { place += 1 }
        return cursor.peek(place) == nil || cursor.peek(place) == "\n"
    }

    private static func open(_ end: String, _ mark: SourceSpan) -> SyntaxError {
        SyntaxError(
            message: "the text that begins here has no line '\(end)' at its end", span: mark, unfinished: .document(end)
        )
    }
}
