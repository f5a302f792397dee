import CommandKit
import TestSupport
import Testing

@testable import ShellKit

struct `words of the language` {
    private func words(_ text: String) throws -> [[String]] {
        try Parser.parse(text).statements.map {
            guard case .command(let pipeline) = $0.action else { return ["!"] }
            return pipeline.command.words.map { $0.literal ?? "$" }
        }
    }

    @Test(arguments: [
        ("image list", [["image", "list"]]),
        ("  a\tb  ", [["a", "b"]]),
        ("a;b ; c", [["a"], ["b"], ["c"]]),
        ("a\nb\r\nc", [["a"], ["b"], ["c"]]),
        ("a 'b c' \"d e\"", [["a", "b c", "d e"]]),
        ("a b\\ c \\'", [["a", "b c", "'"]]),
        ("a'b'\"c\"d", [["abcd"]]),
        ("a '' \"\"", [["a", "", ""]]),
        (#"a "x\"y\\z\$\`" 'p\q'"#, [["a", "x\"y\\z$`", "p\\q"]]),
        (#"a "x\ny""#, [["a", #"x\ny"#]]),
        ("a # comment ; b\nc", [["a"], ["c"]]),
        ("a b#c #d", [["a", "b#c"]]),
        ("# only a comment", []),
        ("a \\\n  b", [["a", "b"]]),
        ("a b\\\nc", [["a", "bc"]]),
        ("a 'line\nbreak'", [["a", "line\nbreak"]]),
        (";;;", []), ("", []), ("\n\n", []),
        ("a {x,y} * ? [z] ~ !", [["a", "{x,y}", "*", "?", "[z]", "~", "!"]]),
        ("a 'x|y' \"<>\" \\$", [["a", "x|y", "<>", "$"]]),
    ])
    func `takes text apart`(_ text: String, _ expected: [[String]]) throws {
        #expect(try words(text) == expected)
    }

    @Test func `hands the rest of a line after an exclamation mark to the system`() throws {
        let statements = try Parser.parse("a; !ls | wc -l 'x\nb").statements
        #expect(statements.count == 3)
        #expect(statements[1].action == .program("ls | wc -l 'x"))
        #expect(statements[1].span == SourceSpan(line: 1, column: 4, length: 14))
    }

    @Test func `knows where each word stands`() throws {
        guard case .command(let pipeline)? = try Parser.parse("a; b\nü 'c d' e", line: 10).statements.last?.action
        else {
            Issue.record("no command")
            return
        }
        let words = pipeline.command.words
        #expect(
            words.map(\.span) == [
                SourceSpan(line: 11, column: 1, length: 1), SourceSpan(line: 11, column: 3, length: 5),
                SourceSpan(line: 11, column: 9, length: 1),
            ])
        #expect(words.map(\.isQuoted) == [false, true, false])
    }

    @Test(arguments: [
        ("a 'b", SyntaxError.Unfinished.singleQuote, 3), ("a \"b", .doubleQuote, 3), ("a \\", .backslash, 3),
        ("a \"b\nc", .doubleQuote, 3),
    ])
    func `says what is still open`(_ text: String, _ reason: SyntaxError.Unfinished, _ column: Int) throws {
        let error = try #require(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.unfinished == reason)
        #expect(error.span.column == column)
    }

    @Test(arguments: ["(", ")", "$", "`"])
    func `refuses an unquoted character that other shells act on`(_ character: String) throws {
        let error = try #require(throws: SyntaxError.self) { try Parser.parse("list \(character) x") }
        #expect(error.unfinished == nil)
        #expect(error.span == SourceSpan(line: 1, column: 6, length: 1))
        #expect(try words("echo '\(character)'") == [["echo", character]])
    }

    @Test func `reads back every quoted word as it was`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededRandom(seed: seed)
        let alphabet = Array("ab '\"\\#;&|<>()$`*?[]{}~!\n\t\u{1b}é\u{301}日👩‍👩‍👧=-@:/.%,".unicodeScalars)
        var samples = ["", " ", "'", "''", "\\", "-rf", "a b", "!x", "#x", "\r\n", "\0", "\u{7f}"]
        for _ in 0..<5_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                text.append(alphabet.randomElement(using: &generator)!)
            }
            samples.append(String(text))
        }
        for sample in samples {
            let read = try words("x " + Quoting.word(sample))
            #expect(read.count == 1)
            #expect(
                read.first.map { Array($0[1].utf8) } == Array(sample.utf8), "\(sample.debugDescription), seed \(seed)")
        }
    }

    @Test func `says of any text what it is, or where it is wrong`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededRandom(seed: seed)
        let alphabet = Array("a '\"\\#;!\n$|&<>(){}2=-_".unicodeScalars)
        for _ in 0..<20_000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...25, using: &generator) {
                scalars.append(alphabet.randomElement(using: &generator)!)
            }
            let text = String(scalars)
            let told: Comment = "\(text.debugDescription), seed \(seed)"
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            // The mark may stand behind the end of a line, where something is missing.
            let isInText = { (span: SourceSpan) in
                lines.indices.contains(span.line - 1) && (1...lines[span.line - 1].count + 1).contains(span.column)
                    && span.length > 0
            }
            do {
                var end = 0
                for statement in try Parser.parse(text).statements {
                    try #require(isInText(statement.span), told)
                    try #require(statement.range.lowerBound >= end && !statement.range.isEmpty, told)
                    end = statement.range.upperBound
                }
                try #require(end <= scalars.count, told)
            } catch let error as SyntaxError {
                try #require(isInText(error.span) && !error.message.isEmpty, told)
                // What the end of the text is missing can only be missing there.
                if error.unfinished == nil {
                    #expect(throws: SyntaxError.self, told) { try Parser.parse(text + "\n;echo a") }
                }
            }
            guard let partial = PartialLine(text) else { continue }
            try #require((0...scalars.count).contains(partial.replacing), told)
        }
    }
}
