/// A line as far as it is typed, whether it can be run or not: words and marks with their places, for colours, hints and
/// completion.
///
/// The parser stops at the first mistake; here everything is something.
struct TypedLine: Equatable {
    struct Word: Equatable {
        /// Unicode scalars of the text, quotes and all.
        var range: Range<Int>
        /// With the quotes resolved.
        var text = ""
        var isQuoted = false
        /// Whether a value is put in when the line is run, so that nothing can be said about the word now.
        var isVariable = false
        /// The quoted parts.
        var quotes: [Range<Int>] = []
    }

    struct Statement: Equatable {
        var words: [Word] = []
        /// Whether the words are those of a program of the system.
        var isProgram = false
        /// `if`, `else` and the like before a command.
        var keywords: [Range<Int>] = []
        /// The words behind `<`, `>` and `2>`.
        var files: [Word] = []
    }

    /// What the end of the text is in.
    enum End: Equatable {
        case blank, word, quote, comment, program
        /// The text of a here-document.
        case document
    }

    /// In the order in which they begin; at least one.
    private(set) var statements = [Statement()]
    /// The one being typed: the innermost of those that are open.
    private(set) var current = 0
    private(set) var comments: [Range<Int>] = []
    /// `;`, `|`, `>` and the like.
    private(set) var marks: [Range<Int>] = []
    private(set) var end = End.blank
    /// Whether the word at the end, or the next one, is a file.
    private(set) var isAtFile = false
    /// The name of a variable at the end, without `$`.
    private(set) var variable: Range<Int>?
    /// Names that `let`, `foreach` and `function` give.
    private(set) var variables: [String] = []
    private(set) var functions: [String] = []
    /// How many blocks are open.
    private(set) var openBlocks = 0

    private var scalars: [Unicode.Scalar] = []
    private var place = 0
    /// How many `$(` are open.
    private var depth = 0
    /// Whether a `$(` is open at the end.
    private(set) var isInOpenCommand = false
    /// Ends of here-documents whose text begins on the next line.
    private var documents: [String] = []

    private static let operators = Set<Unicode.Scalar>(["|", "&", "<", ">", "(", ")"])

    init(_ text: some StringProtocol) {
        scalars = Array(text.unicodeScalars)
        statementsUntilEnd(isNested: false)
        for statement in statements { note(statement) }
    }

    /// The word being typed: `nil` where another one would begin, and for the end of a here-document.
    var openWord: Word? {
        guard end == .word || end == .quote else { return nil }
        let word = isAtFile ? statements[current].files.last : statements[current].words.last
        return word?.range.upperBound == scalars.count ? word : nil
    }

    /// Whether the word at the end is the one that ends a here-document, which is whatever somebody likes.
    var isAtDocument: Bool { documents.last == "" || (end == .word || end == .quote) && openWord == nil }

    // MARK: Statements

    /// - Parameter isNested: whether a parenthesis ends them.
    private mutating func statementsUntilEnd(isNested: Bool) {
        while let scalar = peek() {
            switch scalar {
            case " ", "\t", "\r":
                place += 1
                end = .blank
                if isAtFile, statements[current].files.last.map({ $0.range.upperBound == place - 1 }) ?? false {
                    isAtFile = false
                }
            case "\\" where peek(1) == "\n":
                // The line goes on.
                place += 2
                end = .blank
            case "\n", ";":
                if scalar == ";" { marks.append(place..<(place + 1)) }
                place += 1
                begin()
                if scalar == "\n" { skipDocuments() }
            case "#":
                let start = place
                place = lineEnd
                comments.append(start..<place)
                end = place == scalars.count ? .comment : .blank
            case "!" where statements[current].words.isEmpty:
                marks.append(place..<(place + 1))
                place = lineEnd
                statements[current].isProgram = true
                end = .program
            case "-" where statements[current].words.isEmpty && peek(1).map({ $0 != "-" }) ?? false:
                marks.append(place..<(place + 1))
                place += 1
                end = .blank
            case ")" where isNested: return
            case "1" where peek(1) == ">", "2" where peek(1) == ">":
                place += 1
                mark(from: place - 1)
            case _ where Self.operators.contains(scalar): mark(from: place)
            default: takeWord()
            }
        }
    }

    private mutating func mark(from start: Int) {
        let scalar = scalars[place]
        while peek() == scalar, place - start < 3 { place += 1 }
        marks.append(start..<place)
        end = .blank
        switch scalar {
        case "<" where place - start == 2:
            documents.append("")
            isAtFile = false
        case "<", ">": isAtFile = true
        case "(", ")": begin()
        default:
            begin()
            statements[current].isProgram = scalar == "|" && place == start + 1
        }
    }

    private mutating func takeWord() {
        let (outer, wasAtFile) = (current, isAtFile)
        let word = word()
        // A command in it that nothing closes is what is being typed.
        guard current == outer else {
            if wasAtFile { statements[outer].files.append(word) } else { statements[outer].words.append(word) }
            return
        }
        if documents.last == "", let end = documents.indices.last {
            documents[end] = word.text
        } else if isAtFile, statements[current].files.last?.range.upperBound != word.range.lowerBound {
            statements[current].files.append(word)
        } else {
            isAtFile = false
            takeCommandWord(word)
        }
    }

    private mutating func takeCommandWord(_ word: Word) {
        let isFirst = statements[current].words.isEmpty && !statements[current].isProgram
        let isPrefix = ["if", "else"].contains(word.text) && !word.isQuoted && !word.isVariable
        // At the very end it may still become another word.
        if isFirst, isPrefix, place < scalars.count {
            statements[current].keywords.append(word.range)
            if word.text == "if", statements[current].keywords.count == 1 { openBlocks += 1 }
            return
        }
        if isFirst, !word.isQuoted {
            if ["foreach", "function", "parallel"].contains(word.text) { openBlocks += 1 }
            if word.text == "end" { openBlocks -= 1 }
        }
        statements[current].words.append(word)
    }

    private mutating func begin() {
        statements.append(Statement())
        current = statements.count - 1
        end = .blank
        isAtFile = false
    }

    private mutating func note(_ statement: Statement) {
        guard statement.words.count > 1, !statement.words[0].isQuoted else { return }
        switch statement.words[0].text {
        case "let", "foreach": variables.append(statement.words[1].text)
        case "function": functions.append(statement.words[1].text)
        default: break
        }
    }

    /// Leaves out the texts of here-documents.
    private mutating func skipDocuments() {
        for document in documents where !document.isEmpty {
            while true {
                guard place < scalars.count else {
                    end = .document
                    break
                }
                let stop = lineEnd
                let line = String(String.UnicodeScalarView(scalars[place..<stop]))
                place = min(scalars.count, stop + 1)
                if line == document, stop < scalars.count { break }
            }
        }
        documents = []
    }

    // MARK: Words

    private mutating func word() -> Word {
        let start = place
        var word = Word(range: start..<start)
        var text = String.UnicodeScalarView()
        end = .word
        variable = nil
        while let scalar = peek() {
            if " \t\r\n;".unicodeScalars.contains(scalar) || Self.operators.contains(scalar) { break }
            switch scalar {
            case "'":
                let open = place
                place += 1
                while let scalar = peek(), scalar != "'" {
                    text.append(scalar)
                    place += 1
                }
                close(open, &word)
            case "\"": doubleQuoted(&word, &text)
            case "\\":
                word.isQuoted = true
                place += 1
                if let scalar = peek() {
                    if scalar != "\n" { text.append(scalar) }
                    place += 1
                } else {
                    end = .quote
                }
            case "$": dollar(&word, &text)
            default:
                if scalar == "`" { word.isVariable = true }
                text.append(scalar)
                place += 1
            }
        }
        word.range = start..<place
        word.text = String(text)
        return word
    }

    private mutating func doubleQuoted(_ word: inout Word, _ text: inout String.UnicodeScalarView) {
        let open = place
        place += 1
        while let scalar = peek(), scalar != "\"" {
            if scalar == "$" {
                dollar(&word, &text)
                continue
            }
            if scalar == "\\", let next = peek(1), "\"\\$`\n".unicodeScalars.contains(next) {
                place += 1
                if next != "\n" { text.append(next) }
            } else {
                text.append(scalar)
            }
            place += 1
        }
        close(open, &word)
    }

    private mutating func close(_ open: Int, _ word: inout Word) {
        if place < scalars.count { place += 1 } else if !isInOpenCommand { end = .quote }
        word.isQuoted = true
        word.quotes.append(open..<place)
    }

    /// A variable, or a command whose output is put in: that one is a statement of its own.
    private mutating func dollar(_ word: inout Word, _ text: inout String.UnicodeScalarView) {
        word.isVariable = true
        text.append("$")
        place += 1
        variable = nil
        // Deeper than this nothing can be run, and a stack ends.
        if peek() == "(", depth < Parser.deepest {
            place += 1
            depth += 1
            defer { depth -= 1 }
            let (outer, wasAtFile) = (current, isAtFile)
            statements.append(Statement())
            current = statements.count - 1
            isAtFile = false
            end = .blank
            statementsUntilEnd(isNested: true)
            guard peek() == ")" else {
                isInOpenCommand = true
                return
            }
            place += 1
            (current, isAtFile, end) = (outer, wasAtFile, .word)
            return
        }
        let isBraced = peek() == "{"
        if isBraced { place += 1 }
        let start = place
        while let scalar = peek(), Self.isNamePart(scalar) {
            text.append(scalar)
            place += 1
        }
        if place == scalars.count { variable = start..<place }
        if isBraced {
            // The rest up to the brace says nothing about the word.
            while let scalar = peek(), scalar != "}", scalar != "\n" { place += 1 }
            if peek() == "}" { place += 1 }
        } else if start == place, let scalar = peek(), "?#@".unicodeScalars.contains(scalar) {
            place += 1
        }
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        place + offset < scalars.count ? scalars[place + offset] : nil
    }

    private var lineEnd: Int { scalars[place...].firstIndex(of: "\n") ?? scalars.count }
}
