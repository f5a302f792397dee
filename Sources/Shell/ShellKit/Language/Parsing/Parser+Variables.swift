internal import CommandKit

/// What begins with `$`.
extension Parser {
    /// Reads a variable or a command whose output is put in.
    mutating func dollar(into parts: inout PartList) throws(SyntaxError) {
        let start = cursor.mark
        if cursor.peek(1) == "(" {
            parts.add(.command(try substitution(from: start)))
        } else if cursor.peek(1) == "{" {
            parts.add(.variable(try braces(from: start)))
        } else {
            guard let name = Self.name(at: 1, in: cursor, isBraced: false) else { throw reserved("$") }
            cursor.advance(by: 1 + name.length)
            parts.add(.variable(VariableUse(name: name.name, fallback: nil, span: cursor.span(from: start))))
        }
    }

    private mutating func substitution(from start: TextCursor.Mark) throws(SyntaxError) -> Statement {
        try descend(at: start.span(2))
        defer { depth -= 1 }
        substitutions += 1
        defer { substitutions -= 1 }
        cursor.advance(by: 2)
        skipBlanksAndLines()
        if cursor.peek() == ")" {
            throw SyntaxError(
                message: "no command stands in '$()'", span: start.span(3), hint: "$(image list -f value -c ID)")
        }
        guard cursor.peek() != nil else { throw open("$(", .substitution, start) }
        if cursor.peek() == "(" {
            throw SyntaxError(
                message: "'$((' has no meaning here; to reckon, ask a program", span: start.span(3),
                hint: "$(echo | expr 1 + 2)")
        }
        if let word = bareKeyword() {
            throw SyntaxError(
                message: "'\(word)' cannot stand in '$(…)', which takes the output of a command",
                span: cursor.here(word.unicodeScalars.count))
        }
        let statement = try chain()
        skipBlanksAndLines()
        guard let scalar = cursor.peek() else { throw open("$(", .substitution, start) }
        guard scalar == ")" else {
            if scalar == ";" {
                throw SyntaxError(message: "one command stands in '$(…)', not several", span: cursor.here(), hint: "&&")
            }
            throw reserved(scalar)
        }
        cursor.advance()
        return statement
    }

    /// The keyword that the next word is; reads nothing.
    private mutating func bareKeyword() -> String? {
        let start = cursor.mark
        defer { cursor.go(to: start) }
        guard let word = bareWord(), Keyword(rawValue: word) != nil || Keyword.closing.contains(word) else {
            return nil
        }
        return word
    }

    /// `${name}`, `${name:-default}`
    private mutating func braces(from start: TextCursor.Mark) throws(SyntaxError) -> VariableUse {
        try descend(at: start.span(2))
        defer { depth -= 1 }
        guard let name = Self.name(at: 2, in: cursor, isBraced: true) else {
            cursor.advance(by: 2)
            guard cursor.peek() != nil else { throw open("${", .braces, start) }
            throw SyntaxError(message: "'${' needs the name of a variable", span: start.span(2), hint: "${name}")
        }
        cursor.advance(by: 2 + name.length)
        var fallback: WordTemplate?
        if cursor.isAt(":-") {
            cursor.advance(by: 2)
            fallback = try self.fallback(from: start)
        }
        guard let scalar = cursor.peek() else { throw open("${", .braces, start) }
        guard scalar == "}" else {
            throw SyntaxError(
                message: "'\(scalar)' cannot stand here: '${' takes a name, and maybe ':-' and a default",
                span: cursor.here(), hint: "${\(name.name):-DEFAULT}")
        }
        cursor.advance()
        return VariableUse(name: name.name, fallback: fallback, span: cursor.span(from: start))
    }

    /// Up to the closing brace; blanks need no quotes.
    private mutating func fallback(from open: TextCursor.Mark) throws(SyntaxError) -> WordTemplate {
        let start = cursor.mark
        var parts = PartList()
        while let scalar = cursor.peek(), scalar != "}" {
            if scalar == "\n" {
                throw SyntaxError(
                    message: "'${' is not closed on its line", span: open.span(2), hint: "${name:-DEFAULT}")
            }
            if scalar == "'" {
                let quote = cursor.here()
                cursor.advance()
                while let scalar = cursor.peek(), scalar != "'" {
                    parts.add(scalar)
                    cursor.advance()
                }
                guard cursor.peek() != nil else {
                    throw SyntaxError(message: "the quote ' is never closed", span: quote, unfinished: .singleQuote)
                }
                cursor.advance()
            } else {
                try quoted(scalar, escapes: "\"\\$`}\n", into: &parts)
            }
        }
        return WordTemplate(
            parts: parts.finish(), span: cursor.span(from: start), isQuoted: true, beginsBare: false)
    }

    private func open(_ mark: String, _ what: SyntaxError.Unfinished, _ start: TextCursor.Mark) -> SyntaxError {
        SyntaxError(message: "'\(mark)' is never closed", span: start.span(2), unfinished: what)
    }

    /// One more thing is open.
    mutating func descend(at span: SourceSpan) throws(SyntaxError) {
        guard depth < Self.deepest else {
            throw SyntaxError(
                message: "more than \(Self.deepest) blocks and commands stand inside each other", span: span)
        }
        depth += 1
    }

    // MARK: Names

    /// The name of a variable at an offset from the cursor, and its length in scalars.
    static func name(
        at offset: Int, in cursor: TextCursor, isBraced: Bool
    ) -> (name: VariableUse.Name, length: Int)? {
        guard let first = cursor.peek(offset) else { return nil }
        switch first {
        case "?": return (.status, 1)
        case "#": return (.count, 1)
        case "@": return (.arguments, 1)
        default: break
        }
        var text = String.UnicodeScalarView()
        if isDigit(first) {
            // As in sh: `$12` is `$1` and a 2.
            while let scalar = cursor.peek(offset + text.count), isDigit(scalar), isBraced || text.isEmpty,
                text.count < 6
            {
                text.append(scalar)
            }
            return Int(String(text)).map { (.argument($0), text.count) }
        }
        while let scalar = cursor.peek(offset + text.count), isLetter(scalar) || isDigit(scalar) { text.append(scalar) }
        guard !text.isEmpty else { return nil }
        return (text.count == 1 && first == "_" ? .image : .named(String(text)), text.count)
    }

    /// Whether a text can be the name of a variable.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first), text != "_" else { return false }
        return text.unicodeScalars.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
