import CommandKit
import Editline
import StandardCommands
import Testing

@testable import ShellKit

/// What a line looks like and still wants, while it is typed.
struct `advice on a line` {
    private let book: CommandBook

    init() throws {
        book = CommandBook(try Registrar(plugins: [StandardPlugin()]).finish(), aliases: ["ll"])
    }

    private func advice(_ line: String, after earlier: String = "") -> LineAdvice {
        ShellAdviser(book: book, preferences: Preferences.Values()).advice(on: line, after: earlier)
    }

    private func parts(_ line: String, after earlier: String = "") -> [String] {
        let scalars = Array(line.unicodeScalars)
        return advice(line, after: earlier).spans.map { span in
            "\(span.style) " + String(String.UnicodeScalarView(scalars[span.range]))
        }
    }

    @Test(arguments: [
        ("image list", ["green image", "green list"]), ("imag", []), ("imagx", ["red imagx"]),
        ("imag ", ["red imag"]), ("image ", []), ("image lis", []), ("image lis ", ["red lis"]),
        ("openstack image list", ["green openstack", "green image", "green list"]),
        ("ll --long", ["green ll", "cyan --long"]), ("foreach x", ["green foreach"]),
        ("'image' list", ["red 'image'"]), ("@local list", ["cyan @local", "green list"]),
        ("list --lo", ["green list", "cyan --lo"]), ("list --lo x", ["green list", "cyan --lo"]),
        ("list --nope", ["green list", "red --nope"]), ("list -q", ["green list", "cyan -q"]),
        ("create x --file='a b'", ["green create", "cyan --file=", "yellow 'a b'"]),
        ("create x --name --file", ["green create", "cyan --name"]), ("echo -- --x", ["green echo", "cyan --"]),
        ("!ls --x", ["bold !"]), ("echo a # b", ["green echo", "dim # b"]), ("$x y", ["green $x"]),
        ("list | grep x; nope", ["green list", "red nope", "bold |", "bold ;"]),
        ("list > 'a b'", ["green list", "bold >"]), ("image-list --tags a", ["green image-list", "red --tags"]),
        ("glance image-list --tags a", ["green glance", "green image-list", "cyan --tags"]),
    ])
    func `colours commands, options and strings`(_ line: String, _ wanted: [String]) {
        #expect(parts(line) == wanted)
    }

    @Test(arguments: ["$(", "\"$(", "if $("])
    func `is given of a line that is deeper than anything that can be run`(_ part: String) {
        let line = String(repeating: part, count: 50_000)
        let typed = TypedLine(line)
        #expect(typed.statements.count > Parser.deepest)
        #expect(advice(line).spans.allSatisfy { $0.range.upperBound <= line.unicodeScalars.count })
    }

    @Test func `knows what was entered before`() {
        #expect(parts("b' 'c'", after: "echo 'a\n") == ["yellow b'", "yellow 'c'"])
        #expect(advice("", after: "image show \\\n").placeholder == "<image> [options]")
    }

    @Test(arguments: [
        ("image show", " <image> [options]"), ("image show ", "<image> [options]"), ("image show x", ""),
        ("image show x ", ""), ("image add project ", "<image> <project> [options]"),
        ("image add project x ", "<project>"), ("image save x --file ", "<filename>"), ("imag", ""), ("", ""),
        ("watch ", "<command> ... [options]"), ("watch image show ", "<image> [options]"),
        ("watch --count 2 image add project x ", "<project>"), ("watch image list", " [options]"), ("watch imag", ""),
        ("image show 'x", ""), ("echo a; use ", "<backend> [options]"), ("# image show ", ""), ("!ls ", ""),
    ])
    func `says what is missing`(_ line: String, _ wanted: String) {
        #expect(advice(line).placeholder == wanted)
    }

    private func explained(_ text: String) -> [String]? {
        ShellAdviser(book: book, preferences: Preferences.Values()).explanation(of: text)?.map(\.insertion)
    }

    @Test func `explains what may come next`() throws {
        #expect(try #require(explained("")).contains("image …"))
        #expect(try #require(explained("image ")).contains("show"))
        let show = try #require(explained("image show "))
        #expect(show.first == "<image>" && !show.contains("<Enter>"))
        #expect(try #require(explained("image show x ")).contains("<Enter>"))
        #expect(try #require(explained("image create x --disk-format ")).contains("  qcow2"))
        let list = try #require(explained("image list --long "))
        #expect(!list.contains("--long") && list.contains("--public"))
        let watched = try #require(explained("watch --count 2 image "))
        #expect(watched.contains("show") && !watched.contains("<Enter>"))
        #expect(try #require(explained("watch image show ")).first == "<image>")
        #expect(try #require(explained("watch --count 2 ")).first == "<command> ...")
        #expect(explained("foreach ") == ["foreach NAME in WORD…; …; end"])
        #expect(explained("let x ") == ["let NAME = VALUE"])
        #expect(explained("nope ") == [])
        for text in ["a", "echo 'a ", "# ", "!ls ", "list | grep ", "echo a\\ "] {
            #expect(explained(text) == nil, "\(text)")
        }
    }
}

struct `a prompt template` {
    private func shown(_ text: String, _ values: PromptValues = PromptValues()) throws -> [String] {
        PromptText.of(try PromptTemplate(text), values).pieces.filter { !$0.text.isEmpty }.map {
            "\($0.style) \($0.text)"
        }
    }

    @Test func `is what it was before anybody changed it`() throws {
        let standard = try PromptTemplate(PromptTemplate.standard.text)
        #expect(standard == .standard)
        let prompt = PromptText.of(.standard, PromptValues(backend: "local", status: "3", offline: "offline"))
        #expect(
            prompt.pieces.filter { !$0.text.isEmpty }.map { "\($0.style) \($0.text)" }
                == ["plain imgsh ", "cyan local", "red  ", "red offline", "red  ", "red 3", "plain > "])
    }

    @Test func `leaves out a part with an empty field`() throws {
        #expect(try shown("a[ {jobs} jobs]b") == ["plain a", "plain b"])
        #expect(
            try shown("a[ {jobs} jobs]", PromptValues(jobs: "2")) == ["plain a", "plain  ", "plain 2", "plain  jobs"])
        #expect(try shown(#"\{jobs\} \[\]\\"#) == [#"plain {jobs} []\"#])
    }

    @Test(arguments: [
        ("[", "the bracket '[' is never closed"), ("{backend", "the brace '{' is never closed"),
        (String(repeating: "[", count: 50_000), "more than 8 brackets stand inside each other"),
    ])
    func `that is wrong is refused`(_ text: String, _ reason: String) {
        let error = #expect(throws: ArgumentProblem.self) { try PromptTemplate(text) }
        #expect(error?.message == reason)
    }

    @Test func `shows what a name could do to a terminal`() throws {
        #expect(try shown("{project}", PromptValues(project: "a\u{1b}[2J")) == [#"plain a\x1b[2J"#])
    }
}
