internal import CommandKit

/// Commands, pipes and redirections.
extension Parser {
    mutating func pipeline() throws(SyntaxError) -> Pipeline {
        var pipeline = Pipeline(command: try part("a command"))
        while true {
            skipBlanks()
            guard cursor.peek() == "|", cursor.peek(1) != "|" else { return pipeline }
            let mark = cursor.here()
            cursor.advance()
            if cursor.peek() == "&" {
                throw SyntaxError(
                    message: "'|&' is not known here: a program takes the output; messages go into a file of their own",
                    span: mark, hint: "2> FILE")
            }
            skipBlanksAndLines()
            guard cursor.peek() != nil else {
                throw SyntaxError(message: "nothing follows '|'", span: mark, unfinished: .mark("|"))
            }
            if let other = pipeline.command.redirections.first(where: \.isOutput), pipeline.programs.isEmpty {
                throw SyntaxError(
                    message: "the output goes into a file, and cannot go into a program as well", span: other.span)
            }
            if let other = pipeline.programs.last?.redirections.first(where: \.isOutput) {
                throw SyntaxError(
                    message: "the output goes into a file, and cannot go into a program as well", span: other.span)
            }
            let program = try part("a program")
            if let other = program.redirections.first(where: { $0.stream == .input }) {
                throw SyntaxError(
                    message: "a program behind '|' reads what stands before it, and cannot read a file as well",
                    span: other.span)
            }
            pipeline.programs.append(program)
        }
    }

    /// - Parameter what: is expected here.
    private mutating func part(_ what: String) throws(SyntaxError) -> Pipeline.Part {
        var part = Pipeline.Part(words: [])
        let stretch = stretches.begin()
        while true {
            let line = cursor.line
            skipBlanks()
            if cursor.line > line, !part.words.isEmpty { stretches.reach(cursor.position, in: stretch) }
            if let redirection = try redirection() {
                try refuseSecond(redirection, in: part)
                part.redirections.append(redirection)
                // A second one is refused wherever it stands.
                stretches.keep(in: stretch)
                continue
            }
            guard let scalar = cursor.peek(), !isAtEnd(scalar) else { break }
            part.words.append(try word())
        }
        stretches.end(stretch)
        guard !part.words.isEmpty else { throw nothing(what, before: cursor.peek()) }
        return part
    }

    private func isAtEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", ";", "#", "|", "&": true
        case ")": substitutions > 0
        default: false
        }
    }

    /// Whether something that ends a word begins here, beside blanks.
    var isAtMark: Bool {
        guard let scalar = cursor.peek() else { return true }
        switch scalar {
        case "|", "<", ">": return true
        case ")": return substitutions > 0
        case "&": return cursor.peek(1).map { TextCursor.endsWord($0) || $0 == "&" || $0 == ")" || $0 == ">" } ?? true
        default: return false
        }
    }

    private func nothing(_ what: String, before scalar: Unicode.Scalar?) -> SyntaxError {
        guard let scalar else { return SyntaxError(message: "\(what) is missing here", span: cursor.here()) }
        switch scalar {
        case "&" where cursor.peek(1) != "&":
            return SyntaxError(
                message: "nothing stands before '&', which ends a command and runs it as a job", span: cursor.here(),
                hint: "image save NAME --file FILE &")
        case "|", "&":
            let mark = cursor.peek(1) == scalar ? "\(scalar)\(scalar)" : "\(scalar)"
            return SyntaxError(message: "nothing stands before '\(mark)'", span: cursor.here(mark.utf8.count))
        default:
            return SyntaxError(message: "\(what) is missing here", span: cursor.here())
        }
    }

    // MARK: Redirections

    private mutating func redirection() throws(SyntaxError) -> Redirection? {
        let start = cursor.mark
        let isErrors = try descriptor() == 2
        switch cursor.peek() {
        case ">":
            cursor.advance()
            let appends = cursor.peek() == ">"
            if appends { cursor.advance() }
            let file = try file(behind: start)
            return Redirection(
                target: isErrors ? .errors(file, appends: appends) : .output(file, appends: appends),
                span: cursor.span(from: start))
        case "<" where cursor.peek(1) == "<":
            cursor.advance(by: 2)
            let document = try document(from: start)
            return Redirection(target: .document(document), span: cursor.span(from: start))
        case "<":
            cursor.advance()
            let file = try file(behind: start)
            return Redirection(target: .input(file), span: cursor.span(from: start))
        default: return nil
        }
    }

    /// Reads the number before a mark, as in `2>`.
    /// - Returns: `nil` when there is none.
    /// - Throws: ``SyntaxError`` for one that leads nowhere.
    private mutating func descriptor() throws(SyntaxError) -> Int? {
        let digits = cursor.scalars[cursor.position...].prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, let mark = cursor.peek(digits.count), mark == ">" || mark == "<" else { return nil }
        let number = String(String.UnicodeScalarView(digits))
        guard (mark == ">" ? ["1", "2"] : ["0"]).contains(number) else {
            throw SyntaxError(
                message:
                    "'\(number)\(mark)' is not known here: there are '>' for output, '2>' for errors and '<' for input",
                span: cursor.here(digits.count + 1), hint: mark == ">" ? "2> FILE" : "< FILE")
        }
        cursor.advance(by: digits.count)
        return Int(number)
    }

    private mutating func file(behind start: TextCursor.Mark) throws(SyntaxError) -> WordTemplate {
        let mark = String(String.UnicodeScalarView(cursor.scalars[start.position..<cursor.position]))
        let span = cursor.span(from: start)
        if cursor.peek() == "&" {
            throw SyntaxError(
                message: "'\(mark)&' is not known here: output and errors each go into a file of their own", span: span,
                hint: "2> FILE")
        }
        skipBlanks()
        guard let scalar = cursor.peek(), !isAtEnd(scalar), scalar != "<", scalar != ">" else {
            throw SyntaxError(message: "'\(mark)' needs a file", span: span, hint: "\(mark) FILE")
        }
        let word = try word()
        if word.isArguments {
            throw SyntaxError(message: "'$@' may be several words; '\(mark)' needs one file", span: word.span)
        }
        if word.literal == "" { throw SyntaxError(message: "a file name cannot be empty", span: word.span) }
        return word
    }

    private func refuseSecond(_ redirection: Redirection, in part: Pipeline.Part) throws(SyntaxError) {
        guard part.redirections.contains(where: { $0.stream == redirection.stream }) else { return }
        throw SyntaxError(message: "\(redirection.stream.rawValue) is led elsewhere already", span: redirection.span)
    }
}

extension Redirection {
    enum Stream: String {
        case input = "the input"
        case output = "the output"
        case errors = "the errors"
    }

    var stream: Stream {
        switch target {
        case .input, .document: .input
        case .output: .output
        case .errors: .errors
        }
    }

    var isOutput: Bool { stream == .output }
}
