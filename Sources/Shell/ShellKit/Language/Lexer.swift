internal import CommandKit

/// Turns text into statements. The same for every door: prompt, script, standard input, `-c`.
///
/// Blanks separate words; `'…'` is literal; `"…"` knows `\"`, `\\`, `\$` and `` \` ``; a backslash takes the next
/// character as it is, and at the end of a line joins the next one; `#` at the start of a word begins a comment;
/// `;` and the end of a line end a statement, and so does `&`, which makes it a job; `!` at the start of a statement hands the line to the system's shell.
struct Lexer: ~Copyable {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line: Int
    private var column = 1

    /// - Parameter line: the number of the text's first line.
    init(_ text: String, line: Int = 1) {
        scalars = Array(text.unicodeScalars)
        self.line = line
    }

    /// All the statements of a text.
    static func statements(of text: String, line: Int = 1) throws(SyntaxError) -> [Statement] {
        var lexer = Lexer(text, line: line)
        var statements: [Statement] = []
        while let statement = try lexer.next() { statements.append(statement) }
        return statements
    }

    /// The next statement, or `nil` at the end.
    mutating func next() throws(SyntaxError) -> Statement? {
        var words: [Word] = []
        while let scalar = peek() {
            switch scalar {
            case " ", "\t", "\r": advance()
            case "\n", ";":
                advance()
                if !words.isEmpty { return .command(words) }
            case "&" where peek(1) != "&":
                guard !words.isEmpty else { throw nothingBefore(scalar) }
                advance()
                return .background(.command(words))
            case "#": skipComment()
            case "\\" where peek(1) == "\n": skipContinuation()
            case "\\" where peek(1) == "\r" && peek(2) == "\n": skipContinuation()
            case "!" where words.isEmpty: return program()
            default: words.append(try word())
            }
        }
        return words.isEmpty ? nil : .command(words)
    }

    private mutating func word() throws(SyntaxError) -> Word {
        let start = here(length: 1)
        let from = position
        var text = String.UnicodeScalarView()
        var isQuoted = false
        while let scalar = peek(), !Self.endsWord(scalar), !isAtLoneAmpersand {
            switch scalar {
            case "'":
                isQuoted = true
                try singleQuoted(into: &text)
            case "\"":
                isQuoted = true
                try doubleQuoted(into: &text)
            case "\\":
                isQuoted = true
                try escaped(into: &text)
            default:
                try refuseReserved(scalar)
                text.append(scalar)
                advance()
            }
        }
        let length = start.line == line ? position - from : 1
        return Word(
            String(text), at: SourceSpan(line: start.line, column: start.column, length: length), isQuoted: isQuoted)
    }

    private mutating func singleQuoted(into text: inout String.UnicodeScalarView) throws(SyntaxError) {
        let open = here(length: 1)
        advance()
        while let scalar = peek(), scalar != "'" {
            text.append(scalar)
            advance()
        }
        try close(open, .singleQuote)
    }

    private mutating func doubleQuoted(into text: inout String.UnicodeScalarView) throws(SyntaxError) {
        let open = here(length: 1)
        advance()
        while let scalar = peek(), scalar != "\"" {
            if scalar == "\\", let next = peek(1), "\"\\$`\n".unicodeScalars.contains(next) {
                advance()
                if next != "\n" { text.append(next) }
            } else {
                if scalar == "$" || scalar == "`" { try refuseReserved(scalar) }
                text.append(scalar)
            }
            advance()
        }
        try close(open, .doubleQuote)
    }

    private mutating func escaped(into text: inout String.UnicodeScalarView) throws(SyntaxError) {
        let place = here(length: 1)
        advance()
        guard let next = peek() else {
            throw SyntaxError(
                message: "nothing follows the backslash", span: place, hint: nil, unfinished: .backslash)
        }
        if next != "\n" { text.append(next) }
        advance()
    }

    private mutating func close(_ open: SourceSpan, _ kind: SyntaxError.Unfinished) throws(SyntaxError) {
        guard peek() != nil else {
            throw SyntaxError(
                message: "the quote \(kind.rawValue) is never closed", span: open, hint: nil, unfinished: kind)
        }
        advance()
    }

    /// Characters that mean something to every shell are not taken for letters in silence.
    private func refuseReserved(_ scalar: Unicode.Scalar) throws(SyntaxError) {
        guard "|&<>()$`".unicodeScalars.contains(scalar) else { return }
        throw SyntaxError(
            message: "'\(scalar)' has no meaning here yet; to pass it to a command, quote it",
            span: here(length: 1), hint: "'…\(scalar)…'")
    }

    /// The rest of the line, quotes and all, is the other shell's business.
    private mutating func program() -> Statement {
        let start = here(length: 1)
        advance()
        let from = position
        var text = String.UnicodeScalarView()
        while let scalar = peek(), scalar != "\n" {
            text.append(scalar)
            advance()
        }
        let span = SourceSpan(line: start.line, column: start.column, length: position - from + 1)
        return .program(String(text), span)
    }

    private mutating func skipComment() {
        while let scalar = peek(), scalar != "\n" {
            _ = scalar
            advance()
        }
    }

    private mutating func skipContinuation() {
        while let scalar = peek(), scalar != "\n" {
            _ = scalar
            advance()
        }
        advance()
    }

    /// At `&` with nothing but the end of the statement behind it: a web address has more behind its own.
    private var isAtLoneAmpersand: Bool {
        peek() == "&" && (peek(1).map { Self.endsWord($0) } ?? true)
    }

    private func nothingBefore(_ scalar: Unicode.Scalar) -> SyntaxError {
        SyntaxError(
            message: "nothing stands before '\(scalar)', which ends a command and runs it as a job",
            span: here(length: 1), hint: "image save NAME --file FILE &")
    }

    private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == ";"
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    private mutating func advance() {
        guard position < scalars.count else { return }
        if scalars[position] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        position += 1
    }

    private func here(length: Int) -> SourceSpan { SourceSpan(line: line, column: column, length: length) }
}
