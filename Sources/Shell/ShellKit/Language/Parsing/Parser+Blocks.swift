internal import CommandKit

/// What begins with a keyword.
extension Parser {
    /// - Parameter place: of the keyword, which was read already.
    mutating func compound(_ keyword: Keyword, at place: SourceSpan) throws(SyntaxError) -> Statement.Action {
        switch keyword {
        case .let: return .assignment(try assignment(place))
        case .if: return .conditional(try conditional(place))
        case .foreach: return .loop(try loop(place))
        case .function: return .function(try function(place))
        case .parallel: return .parallel(try parallel(place))
        case .return:
            guard !isInParallel else {
                throw SyntaxError(
                    message: "'return' cannot leave 'parallel': what runs beside others ends by itself", span: place,
                    hint: Keyword.parallel.form)
            }
            skipBlanks()
            let status = isAtEndOfWords ? nil : try word()
            try nothingMore(after: keyword)
            return .leave(.function(status: status))
        case .break, .continue:
            guard isInLoop else {
                throw SyntaxError(
                    message: "'\(keyword.rawValue)' stands in no loop", span: place, hint: Keyword.foreach.form)
            }
            try nothingMore(after: keyword)
            return .leave(keyword == .break ? .loop : .round)
        }
    }

    private mutating func assignment(_ place: SourceSpan) throws(SyntaxError) -> Assignment {
        let name = try name(of: .let, place)
        skipBlanks()
        guard cursor.peek() == "=", cursor.peek(1).map({ TextCursor.endsWord($0) }) ?? true else {
            throw SyntaxError(
                message: "'let \(name.text)' needs '=', with a blank on both sides", span: name.span,
                hint: Keyword.let.form)
        }
        let mark = cursor.here()
        cursor.advance()
        skipBlanks()
        let value: WordTemplate
        if cursor.isAt("<<") {
            let start = cursor.mark
            cursor.advance(by: 2)
            value = try document(from: start)
        } else {
            guard !isAtEndOfWords else {
                throw SyntaxError(
                    message: "'let \(name.text) =' needs a value", span: mark, hint: "let \(name.text) = ''")
            }
            value = try word()
            if value.isArguments {
                throw SyntaxError(message: "'$@' may be several words, and a variable is one", span: value.span)
            }
        }
        skipBlanks()
        if !isAtEndOfWords {
            throw SyntaxError(
                message: "a value is one word; one with blanks needs quotes", span: cursor.here(),
                hint: "let \(name.text) = '…'")
        }
        return Assignment(name: name.text, value: value)
    }

    private mutating func conditional(_ place: SourceSpan) throws(SyntaxError) -> Conditional {
        try descend(at: place)
        defer { depth -= 1 }
        var branches: [Conditional.Branch] = []
        while true {
            let condition = try condition(place)
            let (block, end) = try body("if", place, until: ["else", "end"])
            branches.append(Conditional.Branch(condition: condition, block: block))
            if end == "end" { return Conditional(branches: branches, otherwise: nil) }
            skipBlanks()
            let start = cursor.mark
            if bareWord() == "if" { continue }
            cursor.go(to: start)
            let otherwise = try body("if", place, until: ["end"]).block
            return Conditional(branches: branches, otherwise: otherwise)
        }
    }

    private mutating func condition(_ place: SourceSpan) throws(SyntaxError) -> Statement {
        skipBlanks()
        guard !isAtEndOfWords else {
            throw SyntaxError(message: "'if' needs a command", span: place, hint: Keyword.if.form)
        }
        try refuseNegation()
        let condition = try chain()
        try endOfHead(.if)
        return condition
    }

    private mutating func loop(_ place: SourceSpan) throws(SyntaxError) -> Loop {
        try descend(at: place)
        defer { depth -= 1 }
        let name = try name(of: .foreach, place)
        skipBlanks()
        let start = cursor.mark
        guard bareWord() == "in" else {
            throw SyntaxError(
                message: "'foreach \(name.text)' needs 'in' and words", span: start.span(), hint: Keyword.foreach.form)
        }
        var items: [WordTemplate] = []
        let stretch = stretches.begin()
        while true {
            let line = cursor.line
            skipBlanks()
            if cursor.line > line, !items.isEmpty { stretches.reach(cursor.position, in: stretch) }
            if isAtEndOfWords { break }
            items.append(try word())
        }
        stretches.end(stretch)
        guard !items.isEmpty else {
            throw SyntaxError(
                message: "'foreach \(name.text) in' needs words", span: start.span(2), hint: Keyword.foreach.form)
        }
        try endOfHead(.foreach)
        let outer = isInLoop
        isInLoop = true
        defer { isInLoop = outer }
        return Loop(name: name.text, items: items, block: try body("foreach", place, until: ["end"]).block)
    }

    private mutating func function(_ place: SourceSpan) throws(SyntaxError) -> FunctionDefinition {
        guard !isInFunction else {
            throw SyntaxError(message: "a function cannot be made in another one", span: place)
        }
        try descend(at: place)
        defer { depth -= 1 }
        skipBlanks()
        let start = cursor.mark
        guard let name = bareWord(), Self.isFunctionName(name) else {
            throw SyntaxError(
                message: "a function needs a name of letters, digits, '-' and '_'", span: start.span(),
                hint: Keyword.function.form)
        }
        let span = cursor.span(from: start)
        skipBlanks()
        if !isAtEndOfWords {
            throw SyntaxError(
                message: "a function's arguments have no names: they are $1, $2 and so on", span: cursor.here(),
                hint: Keyword.function.form)
        }
        try endOfHead(.function)
        let (wasInLoop, wasInParallel) = (isInLoop, isInParallel)
        (isInLoop, isInParallel, isInFunction) = (false, false, true)
        defer { (isInLoop, isInParallel, isInFunction) = (wasInLoop, wasInParallel, false) }
        let block = try body("function", place, until: ["end"]).block
        return FunctionDefinition(name: name, nameSpan: span, block: block)
    }

    private mutating func parallel(_ place: SourceSpan) throws(SyntaxError) -> Parallel {
        try descend(at: place)
        defer { depth -= 1 }
        skipBlanks()
        guard !isAtEndOfWords else {
            throw SyntaxError(
                message: "'parallel' needs a number: how many commands run at the same time", span: place,
                hint: "parallel 4")
        }
        let limit = try word()
        try endOfHead(.parallel)
        let (wasInLoop, wasInParallel) = (isInLoop, isInParallel)
        (isInLoop, isInParallel) = (false, true)
        defer { (isInLoop, isInParallel) = (wasInLoop, wasInParallel) }
        return Parallel(limit: limit, block: try body("parallel", place, until: ["end"]).block)
    }

    // MARK: Parts of them

    private mutating func body(
        _ keyword: String, _ place: SourceSpan, until words: Set<String>
    ) throws(SyntaxError) -> (block: Block, end: String) {
        let (block, end) = try block(until: words)
        guard let end else {
            throw SyntaxError(
                message: "this '\(keyword)' has no 'end'"
                    + (hasLostEnd ? ": '!' hands the rest of its line, and the 'end' in it, to /bin/sh" : ""),
                span: place, hint: hasLostEnd ? "'end' on a line of its own" : Keyword(rawValue: keyword)?.form,
                unfinished: .block(keyword))
        }
        return (block, end.word)
    }

    private mutating func name(
        of keyword: Keyword, _ place: SourceSpan
    ) throws(SyntaxError) -> (text: String, span: SourceSpan) {
        skipBlanks()
        let start = cursor.mark
        let word = bareWord()
        guard let name = word, Self.isName(name) else {
            if keyword == .let, let name = nameBeforeMark(at: start) {
                throw SyntaxError(
                    message: "'let' needs a blank on both sides of '='", span: start.span(wordLength(from: start)),
                    hint: word.flatMap(OtherShellWords.assignment) ?? "let \(name) = VALUE")
            }
            let isMissing = cursor.position == start.position && isAtEndOfWords
            throw SyntaxError(
                message: isMissing
                    ? "'\(keyword.rawValue)' needs the name of a variable"
                    : "the name of a variable has letters, digits and '_', and no digit first",
                span: isMissing ? place : start.span(max(1, wordLength(from: start))), hint: keyword.form)
        }
        return (name, cursor.span(from: start))
    }

    /// What stands before `=` in a word, when it is a name.
    private func nameBeforeMark(at start: TextCursor.Mark) -> String? {
        let word = cursor.scalars[start.position...].prefix(wordLength(from: start))
        guard let mark = word.firstIndex(of: "=") else { return nil }
        let name = String(String.UnicodeScalarView(word[..<mark]))
        return Self.isName(name) ? name : nil
    }

    private func wordLength(from start: TextCursor.Mark) -> Int {
        cursor.scalars[start.position...].prefix { !TextCursor.endsWord($0) }.count
    }

    /// The end of the words of a statement: nothing, a line end, a comment or a mark.
    private var isAtEndOfWords: Bool {
        guard let scalar = cursor.peek() else { return true }
        return scalar == "\n" || scalar == ";" || scalar == "#" || scalar == "&" || isAtMark
    }

    private mutating func endOfHead(_ keyword: Keyword) throws(SyntaxError) {
        skipBlanks()
        switch cursor.peek() {
        case nil, "\n", ";", "#": return
        default:
            throw SyntaxError(
                message: "the first line of '\(keyword.rawValue)' ends here; a new line or ';' is missing",
                span: cursor.here(), hint: keyword.form)
        }
    }

    private mutating func nothingMore(after keyword: Keyword) throws(SyntaxError) {
        skipBlanks()
        guard !isAtEndOfWords else { return }
        throw SyntaxError(
            message: "'\(keyword.rawValue)' takes nothing more", span: cursor.here(), hint: keyword.form)
    }

    private static func isFunctionName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, first.properties.isAlphabetic || first == "_" else { return false }
        return Keyword(rawValue: text) == nil && !Keyword.closing.contains(text)
            && scalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" }
    }
}

extension Parser {
    /// What other shells lead from or to a block, a function does here.
    func unexpectedBehindBlock() -> SyntaxError {
        let way: String
        switch (cursor.peek(), cursor.peek(1)) {
        case ("|", _): way = "| PROGRAM"
        case (">", _), ("1", ">"): way = "> FILE"
        case ("2", ">"): way = "2> FILE"
        case ("<", _):
            return SyntaxError(message: "a block reads no data; a command in it can", span: cursor.here())
        default: return unexpected()
        }
        return SyntaxError(
            message: "what a block writes cannot be led elsewhere; what a function writes can", span: cursor.here(),
            hint: "\(Keyword.function.form); NAME \(way)")
    }
}

extension Statement {
    /// Whether its last word is the 'end' of a block.
    var endsWithBlock: Bool {
        switch action {
        case .conditional, .loop, .function, .parallel: true
        case .chain(let chain): chain.rest.last?.statement.endsWithBlock == true
        case .command, .program, .assignment, .leave: false
        }
    }
}
