internal import CommandKit

/// Makes a tree of a text. The same for every door: prompt, script, standard input, `-c`.
///
/// Blanks separate words; `'…'` is literal; `"…"` knows `\"`, `\\`, `\$`, `` \` `` and variables; a backslash takes the
/// next character as it is, and at the end of a line joins the next one; `#` at the start of a word begins a comment;
/// `;` and the end of a line end a statement, and so does `&`, which makes it a job; `!` at the start of a statement
/// hands the line to the system's shell. `docs/language.md` has the rest.
struct Parser {
    /// Blocks and commands inside each other; more is a mistake, and would cost the stack.
    static let deepest = 64

    var cursor: TextCursor
    /// How many `$(` are open.
    var substitutions = 0
    /// How many blocks, substitutions and defaults are open.
    var depth = 0
    /// Whether a loop is open in this function.
    var isInLoop = false
    /// Whether the innermost block that `return` could leave is 'parallel'.
    var isInParallel = false
    /// Whether a function is open.
    var isInFunction = false
    /// Whether a line behind `!` has an 'end' in it, which is that shell's then.
    private(set) var hasLostEnd = false
    /// What need not be read again when more of the text comes.
    var stretches = OpenStretches()

    private init(_ text: String, line: Int) { cursor = TextCursor(text, line: line) }

    /// The whole of a text.
    /// - Parameter line: the number of its first line.
    /// - Throws: ``SyntaxError`` for the first mistake.
    static func parse(_ text: String, line: Int = 1) throws(SyntaxError) -> Block {
        var parser = Parser(text, line: line)
        let block = try parser.block(until: [])
        // Only a word that ends a block could be left, and none is open.
        return block.block
    }

    /// The words of a single command in which nothing is put in and nothing leads elsewhere.
    /// - Returns: `nil` when the text is something else.
    /// - Throws: ``SyntaxError``.
    static func plainCommand(_ text: String) throws(SyntaxError) -> [Word]? {
        let statements = try parse(text).statements
        guard statements.count == 1, case .command(let pipeline) = statements[0].action, pipeline.isPlain,
            !statements[0].isBackground, !statements[0].isTolerant
        else { return nil }
        var words: [Word] = []
        for template in pipeline.command.words {
            guard let text = template.literal else { return nil }
            words.append(Word(text, at: template.span, isQuoted: template.isQuoted))
        }
        return words
    }

    /// What a text waits for at its end; `nil` when it is whole, or wrong whatever follows.
    static func openEnd(of text: String) -> SyntaxError.Unfinished? { end(of: text)?.open }

    /// The same, and what of the text tells it, whatever comes on further lines.
    static func end(of text: String) -> (open: SyntaxError.Unfinished, rest: String)? {
        var parser = Parser(text, line: 1)
        do {
            _ = try parser.block(until: [])
            return nil
        } catch {
            return error.unfinished.map { ($0, parser.stretches.cut(from: parser.cursor.scalars)) }
        }
    }

    // MARK: Statements

    /// Statements up to one of these words, or to the end.
    /// - Returns: with the word and its place.
    mutating func block(
        until words: Set<String>
    ) throws(SyntaxError) -> (block: Block, end: (word: String, span: SourceSpan)?) {
        var block = Block()
        let stretch = stretches.begin()
        while true {
            skipSeparators(in: stretch)
            // The stretch of a block that is open at the end stays.
            if cursor.peek() == nil { return (block, nil) }
            let start = cursor.mark
            if let word = bareWord(), Keyword.closing.contains(word) {
                if words.contains(word) {
                    stretches.end(stretch)
                    return (block, (word, cursor.span(from: start)))
                }
                throw SyntaxError(
                    message: "'\(word)' belongs to no block", span: start.span(word.unicodeScalars.count),
                    hint: Keyword.form(around: word))
            }
            cursor.go(to: start)
            block.statements.append(try statement())
        }
    }

    mutating func statement() throws(SyntaxError) -> Statement {
        let isTolerant = skipTolerance()
        var statement = try chain()
        statement.isTolerant = isTolerant
        skipBlanks()
        if cursor.peek() == "&" {
            guard cursor.peek(1) != ">" else {
                throw SyntaxError(
                    message: "'&>' is not known here: output and errors each go into a file of their own",
                    span: cursor.here(2), hint: "> FILE 2> FILE")
            }
            cursor.advance()
            statement.isBackground = true
            return statement
        }
        switch cursor.peek() {
        case nil, "\n", ";", "#": return statement
        default: throw statement.endsWithBlock ? unexpectedBehindBlock() : unexpected()
        }
    }

    mutating func chain() throws(SyntaxError) -> Statement {
        let start = cursor.mark
        let stretch = stretches.begin()
        let first = try unit()
        var parts: [Chain.Part] = []
        while true {
            skipBlanks()
            let link: Chain.Link
            if cursor.isAt("&&") {
                link = .and
            } else if cursor.isAt("||") {
                link = .or
            } else {
                break
            }
            let mark = cursor.here(2)
            cursor.advance(by: 2)
            skipBlanksAndLines(in: stretch)
            guard cursor.peek() != nil, cursor.peek() != ";" else {
                throw SyntaxError(
                    message: "nothing follows '\(link.rawValue)'", span: mark,
                    unfinished: cursor.peek() == nil ? .mark(link.rawValue) : nil)
            }
            try refuseNegation()
            parts.append(Chain.Part(link: link, statement: try unit()))
        }
        stretches.end(stretch)
        guard !parts.isEmpty else { return first }
        return Statement(
            action: .chain(Chain(first: first, rest: parts)), span: cursor.span(from: start),
            range: start.position..<cursor.position)
    }

    /// One command, program or block.
    private mutating func unit() throws(SyntaxError) -> Statement {
        let start = cursor.mark
        let action = try action()
        let span = cursor.line == start.line ? cursor.span(from: start) : cursor.line(from: start)
        return Statement(action: action, span: span, range: start.position..<cursor.position)
    }

    private mutating func action() throws(SyntaxError) -> Statement.Action {
        if cursor.peek() == "!" { return try program() }
        let start = cursor.mark
        if let word = bareWord() {
            if Keyword.closing.contains(word) {
                throw SyntaxError(
                    message: "'\(word)' belongs to no block", span: start.span(word.unicodeScalars.count),
                    hint: Keyword.form(around: word))
            }
            if let keyword = Keyword(rawValue: word) {
                return try compound(keyword, at: start.span(word.unicodeScalars.count))
            }
        }
        cursor.go(to: start)
        return .command(try pipeline())
    }

    /// The rest of the line, quotes and all, is the other shell's business; also that a backslash at its end joins the next
    /// one.
    private mutating func program() throws(SyntaxError) -> Statement.Action {
        guard substitutions == 0 else {
            throw SyntaxError(
                message: "'!' takes the rest of the line, and cannot stand in '$(…)'", span: cursor.here(),
                hint: "$(echo | PROGRAM)")
        }
        cursor.advance()
        var text = String.UnicodeScalarView()
        while let scalar = cursor.peek(), scalar != "\n" {
            let place = cursor.here()
            cursor.advance()
            if scalar == "\r", cursor.peek() == "\n" { break }
            text.append(scalar)
            guard scalar == "\\" else { continue }
            if cursor.isAt("\r\n") { cursor.advance() }
            guard let next = cursor.peek() else { throw nothingFollows(backslash: place) }
            text.append(next)
            cursor.advance()
        }
        let parts = text.split(separator: ";").dropFirst()
        hasLostEnd = hasLostEnd || parts.contains { String($0).trimmingBlanks() == "end" }
        return .program(String(text))
    }

    /// In sh a `!` with a blank behind it turns the answer around. Here the line would be run, and its answer taken as it is.
    func refuseNegation() throws(SyntaxError) {
        guard cursor.peek() == "!", cursor.peek(1) == " " || cursor.peek(1) == "\t" else { return }
        throw SyntaxError(
            message: "'!' turns no answer around: a program for /bin/sh stands right behind it, without a blank",
            span: cursor.here(), hint: "if COMMAND; else; …; end")
    }

    // MARK: Blanks

    mutating func skipBlanks() {
        while let scalar = cursor.peek() {
            switch scalar {
            case " ", "\t", "\r": cursor.advance()
            case "\\" where cursor.peek(1) == "\n": cursor.advance(by: 2)
            case "\\" where cursor.isAt("\\\r\n"): cursor.advance(by: 3)
            default: return
            }
        }
    }

    /// Also line ends and comments: where a statement has to go on.
    /// - Parameter stretch: reaches as far.
    mutating func skipBlanksAndLines(in stretch: OpenStretches.Number? = nil) {
        while true {
            skipBlanks()
            switch cursor.peek() {
            case "\n":
                cursor.advance()
                if let stretch { stretches.reach(cursor.position, in: stretch) }
            case "#": cursor.skipToLineEnd()
            default: return
            }
        }
    }

    private mutating func skipSeparators(in stretch: OpenStretches.Number) {
        while true {
            skipBlanksAndLines(in: stretch)
            guard cursor.peek() == ";" else { return }
            cursor.advance()
        }
    }

    /// A dash before a command, with or without a blank.
    private mutating func skipTolerance() -> Bool {
        guard cursor.peek() == "-", let next = cursor.peek(1), next != "-", !TextCursor.endsWord(next) || next == " "
        else { return false }
        cursor.advance()
        skipBlanks()
        return true
    }

    /// Reads a word in which nothing is quoted or put in.
    /// - Returns: `nil` for any other one; the cursor is anywhere in it then.
    mutating func bareWord() -> String? {
        var text = String.UnicodeScalarView()
        while let scalar = cursor.peek(), !TextCursor.endsWord(scalar), !isAtMark {
            guard !"'\"\\$`".unicodeScalars.contains(scalar) else { return nil }
            text.append(scalar)
            cursor.advance()
        }
        return text.isEmpty ? nil : String(text)
    }

    func unexpected() -> SyntaxError {
        guard let scalar = cursor.peek() else {
            return SyntaxError(message: "something is missing here", span: cursor.here())
        }
        return reserved(scalar)
    }
}

extension TextCursor {
    /// Whether a scalar always ends a word.
    static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == ";"
    }
}
