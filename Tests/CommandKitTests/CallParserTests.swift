import BackendKit
import Testing

@testable import CommandKit

private struct Sample {
    let image = Positional("image", of: ImageReference.self, help: "An image")
    let rest = Rest("more", of: String.self, minimum: 0, help: "More words")
    let name = Option<String>("--name", value: "name", help: "A name")
    let number = Option<Int64>("--number", "-n", value: "number", help: "A number")
    let property = RepeatedOption<Assignment>("--property", value: "key=value", help: "A property")
    let progress = Flag("--progress", help: "A flag")
    let prefix = Flag("--protect", help: "Another")
    let visibility = Choice<Visibility>(
        "visibility", [("--public", .public, "All"), ("--private", .private, "Own")])

    var signature: Signature {
        Signature(
            CommandName("sample"), "A sample", image, rest, name, number, property, progress, prefix, visibility,
            output: .listing, columns: ["ID", "Name"], examples: [])
    }

    func parse(_ line: [String]) throws(UsageError) -> Call {
        var column = 1
        let words = line.map { text in
            defer { column += text.unicodeScalars.count + 1 }
            return Word(text, at: SourceSpan(line: 1, column: column, length: text.unicodeScalars.count))
        }
        return try CallParser.parse(words, by: signature)
    }
}

struct `a call` {
    private let sample = Sample()

    @Test func `takes options before, between and behind the positionals`() throws {
        let call = try sample.parse(["--name", "x", "one", "-n", "3", "two", "three", "--progress"])
        #expect(call[sample.image].text == "one")
        #expect(call[sample.rest] == ["two", "three"])
        #expect(call[sample.name] == "x")
        #expect(call[sample.number] == 3)
        #expect(call[sample.progress])
    }

    @Test(arguments: [["i", "--name=a=b"], ["i", "--name", "a=b"], ["--na", "a=b", "i"]])
    func `takes a value behind the option or after an equals sign`(_ line: [String]) throws {
        #expect(try sample.parse(line)[sample.name] == "a=b")
    }

    @Test func `takes a value right behind a short option`() throws {
        let call = try sample.parse(["i", "-n12", "-fjson"])
        #expect(call[sample.number] == 12)
        #expect(call.output.format == .json)
    }

    @Test func `lets the last of several values count`() throws {
        #expect(try sample.parse(["i", "--name", "a", "--name", "b"])[sample.name] == "b")
    }

    @Test func `collects a repeated option`() throws {
        let call = try sample.parse(["i", "--property", "a=1", "--property", "b="])
        #expect(call[sample.property].map(\.key) == ["a", "b"])
        #expect(call[sample.property].map(\.value) == ["1", ""])
    }

    @Test func `takes words that begin with a dash after two dashes`() throws {
        let call = try sample.parse(["--", "-rf", "--name"])
        #expect(call[sample.image].text == "-rf")
        #expect(call[sample.rest] == ["--name"])
    }

    @Test func `takes a lone dash for a word`() throws {
        #expect(try sample.parse(["i", "--name", "-"])[sample.name] == "-")
    }

    @Test(arguments: ["---", "--- building ---", "- item", "-1", "-->", "--dry run", "-é"])
    func `takes a word for a word that cannot be the name of an option`(_ word: String) throws {
        let call = try sample.parse(["i", word, "--name", word])
        #expect(call[sample.rest] == [word])
        #expect(call[sample.name] == word)
    }

    @Test(arguments: [
        (["i", "--name", "-dash"], "--name=-dash"), (["i", "--name", "--progress"], nil), (["i", "--name"], nil),
        (["-dash"], "sample -- -dash"), (["i", "-x"], "help sample"), (["i", "-progress"], "--progress"),
        (["i", "-nmae"], nil), (["i", "---name", "x"], "--name"),
    ])
    func `says how a word that begins with a dash is given`(_ line: [String], _ hint: String?) throws {
        let error = try #require(throws: UsageError.self) { try sample.parse(line) }
        #expect(error.hint == hint)
    }

    @Test func `says that nothing is an option behind two dashes`() throws {
        let image = Positional("image", of: String.self, help: "An image")
        let signature = Signature(
            CommandName("one"), "One", image, output: .listing, columns: ["ID"], examples: [])
        let words = ["--", "-a", "-f", "json"].enumerated().map { place, text in
            Word(text, at: SourceSpan(line: 1, column: place + 1, length: 1))
        }
        let error = try #require(throws: UsageError.self) { try CallParser.parse(words, by: signature) }
        #expect(error.message == "'one' has no place for '-f': behind '--' nothing is an option")
        #expect(error.span?.column == 3)
    }

    @Test func `accepts the unique beginning of a long option`() throws {
        #expect(try sample.parse(["i", "--prog"])[sample.progress])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let line: [String]
        let message: String
        let word: Int?
        var testDescription: String { line.joined(separator: " ") }
    }

    @Test(arguments: [
        Mistake(line: ["i", "--pro"], message: "'--pro' may mean --property, --progress, --protect", word: 1),
        Mistake(line: ["i", "--nmae", "x"], message: "'sample' has no option '--nmae'", word: 1),
        Mistake(line: ["i", "--name"], message: "--name needs a value <name>", word: 1),
        Mistake(line: ["i", "--name", "--progress"], message: "--name needs a value <name>", word: 1),
        Mistake(line: ["i", "-n", "x"], message: "--number: 'x' is not a whole number of 0 or more", word: 2),
        Mistake(line: ["i", "-n", "-3"], message: "--number: '-3' is not a whole number of 0 or more", word: 2),
        Mistake(
            line: ["i", "-n", "9223372036854775808"],
            message: "--number: '9223372036854775808' is not a whole number of 0 or more", word: 2),
        Mistake(line: ["i", "--property", "a"], message: "--property: 'a' is not of the form key=value", word: 2),
        Mistake(line: ["i", "--property", "=a"], message: "--property: '=a' is not of the form key=value", word: 2),
        Mistake(line: ["i", "--progress=yes"], message: "--progress takes no value", word: nil),
        Mistake(line: ["i", "--public", "--private"], message: "--private cannot stand beside --public", word: 2),
        Mistake(line: [], message: "'sample' needs <image>", word: nil),
        Mistake(line: [""], message: "an image needs a name or an ID, not an empty word", word: 0),
        Mistake(
            line: ["i", "-f", "xml"],
            message: "--format: unknown output format 'xml' (choose from table, json, jsonl, yaml, csv, value)",
            word: 2),
        Mistake(
            line: ["i", "-f", "shell"],
            message:
                "--format: output format 'shell' does not fit this command "
                + "(choose from table, json, jsonl, yaml, csv, value)",
            word: 2),
        Mistake(
            line: ["i", "-c", "id", "-c", "nmae"], message: "no column 'nmae' (columns: ID, Name)", word: 4),
        Mistake(line: ["i", "--sort-column", "x"], message: "no column 'x' (columns: ID, Name)", word: 2),
    ])
    func `points at the word that is wrong`(_ mistake: Mistake) throws {
        let error = try #require(throws: UsageError.self) { try sample.parse(mistake.line) }
        #expect(error.message == mistake.message)
        if let word = mistake.word {
            let column = mistake.line[..<word].reduce(1) { $0 + $1.unicodeScalars.count + 1 }
            #expect(error.span?.column == column)
        }
    }

    @Test func `suggests the option that was meant`() throws {
        let error = try #require(throws: UsageError.self) { try sample.parse(["i", "--nmae", "x"]) }
        #expect(error.hint == "--name")
    }

    @Test func `points into a word at the value after an equals sign`() throws {
        let error = try #require(throws: UsageError.self) { try sample.parse(["i", "--number=x"]) }
        #expect(error.span == SourceSpan(line: 1, column: 12, length: 1))
    }
}
