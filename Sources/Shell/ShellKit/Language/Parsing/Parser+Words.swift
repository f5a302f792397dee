internal import CommandKit

/// Words, quotes and what is put into them.
extension Parser {
    mutating func word() throws(SyntaxError) -> WordTemplate {
        let start = cursor.mark
        var parts = PartList()
        var isQuoted = false
        let beginsBare = cursor.peek().map { !"'\"\\$".unicodeScalars.contains($0) } ?? false
        while let scalar = cursor.peek(), !TextCursor.endsWord(scalar), !isAtMark {
            switch scalar {
            case "'":
                isQuoted = true
                try singleQuoted(into: &parts)
            case "\"":
                isQuoted = true
                try doubleQuoted(into: &parts)
            case "\\":
                isQuoted = true
                try escaped(into: &parts)
            case "$": try dollar(into: &parts)
            case "&", "(", ")", "`": throw reserved(scalar)
            default:
                parts.add(scalar)
                cursor.advance()
            }
        }
        return WordTemplate(
            parts: parts.finish(), span: cursor.span(from: start), isQuoted: isQuoted, beginsBare: beginsBare)
    }

    private mutating func singleQuoted(into parts: inout PartList) throws(SyntaxError) {
        let open = cursor.here()
        cursor.advance()
        let stretch = stretches.begin()
        while let scalar = cursor.peek(), scalar != "'" {
            parts.add(scalar)
            cursor.advance()
            if scalar == "\n" { stretches.reach(cursor.position, in: stretch) }
        }
        try close(open, .singleQuote)
        stretches.end(stretch)
    }

    private mutating func doubleQuoted(into parts: inout PartList) throws(SyntaxError) {
        let open = cursor.here()
        cursor.advance()
        let stretch = stretches.begin()
        while let scalar = cursor.peek(), scalar != "\"" {
            try quoted(scalar, escapes: "\"\\$`\n", into: &parts)
            if scalar == "\n" { stretches.reach(cursor.position, in: stretch) }
        }
        try close(open, .doubleQuote)
        stretches.end(stretch)
    }

    /// One scalar of a text in which variables are put in, or one of them.
    mutating func quoted(
        _ scalar: Unicode.Scalar, escapes: String, into parts: inout PartList
    ) throws(SyntaxError) {
        if cursor.isAt("\\\r\n") {
            cursor.advance(by: 3)
        } else if scalar == "\\", let next = cursor.peek(1), escapes.unicodeScalars.contains(next) {
            cursor.advance(by: 2)
            if next != "\n" { parts.add(next) }
        } else if scalar == "$" {
            try dollar(into: &parts)
        } else if scalar == "`" {
            throw reserved(scalar)
        } else {
            parts.add(scalar)
            cursor.advance()
        }
    }

    private mutating func escaped(into parts: inout PartList) throws(SyntaxError) {
        let place = cursor.here()
        cursor.advance()
        guard let next = cursor.peek() else { throw nothingFollows(backslash: place) }
        if next == "\r", cursor.peek(1) == "\n" { cursor.advance() }
        if let next = cursor.peek(), next != "\n" { parts.add(next) }
        cursor.advance()
    }

    func nothingFollows(backslash place: SourceSpan) -> SyntaxError {
        SyntaxError(message: "nothing follows the backslash", span: place, unfinished: .backslash)
    }

    private mutating func close(_ open: SourceSpan, _ kind: SyntaxError.Unfinished) throws(SyntaxError) {
        guard cursor.peek() != nil else {
            throw SyntaxError(
                message: "the quote \(kind.rawValue) is never closed", span: open, unfinished: kind)
        }
        cursor.advance()
    }

    /// A character that means something to every shell is not taken for a letter in silence.
    func reserved(_ scalar: Unicode.Scalar) -> SyntaxError {
        switch scalar {
        case "`":
            SyntaxError(
                message: "'`' has no meaning here; the output of a command is put in by '$(…)'", span: cursor.here(),
                hint: "$(COMMAND)")
        case "$":
            SyntaxError(
                message: "no variable begins here; to pass '$' to a command, quote it", span: cursor.here(),
                hint: "'…$…'")
        case "(" where cursor.peek(1) == ")":
            SyntaxError(
                message: "'()' has no meaning here; 'function' makes a function", span: cursor.here(2),
                hint: Keyword.function.form)
        default:
            SyntaxError(
                message: "'\(scalar)' has no meaning here; to pass it to a command, quote it", span: cursor.here(),
                hint: "'…\(scalar)…'")
        }
    }
}
