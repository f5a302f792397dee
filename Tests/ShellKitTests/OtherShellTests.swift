import BackendKit
import CommandKit
import Synchronization
import TestSupport
import Testing

@testable import ShellKit

/// Words as they were typed into another shell.
struct `typed words` {
    @Test(arguments: [
        ("imgsh show ci", ["imgsh", "show"], "ci", "ci", nil as Character?),
        ("imgsh show ", ["imgsh", "show"], "", "", nil), ("a\\ b 'c d' \"e", ["a b", "c d"], "e", "\"e", "\""),
        ("x 'it'\\''s", ["x"], "it's", "'it'\\''s", "'"), ("\"a\\\"b\\c", [], "a\"b\\c", "\"a\\\"b\\c", "\""),
        ("a $HOME/b|c", ["a"], "$HOME/b|c", "$HOME/b|c", nil), ("a\\", [], "a", "a\\", nil),
        ("'' b", [""], "b", "b", nil),
    ])
    func `are taken apart as POSIX shells do it`(
        _ text: String, _ words: [String], _ partial: String, _ raw: String, _ quote: Character?
    ) {
        let typed = TypedWords(text)
        #expect(typed.words == words)
        #expect(typed.partial == partial)
        #expect(typed.raw == raw)
        #expect(typed.quote == quote)
    }

    @Test(arguments: ["plain", "two words", "it's", "a\"b", "$x `y` \\z", "*?[1]{2}", "~/x", "é 日本", "#;&|<>()"])
    func `are read back from their quoted form`(_ word: String) {
        for quote in [nil, "'", "\""] as [Character?] {
            let open = quote.map(String.init) ?? ""
            let typed = TypedWords(open + TypedQuoting.text(word, in: quote))
            #expect(typed.partial == word)
            #expect(typed.quote == quote)
            #expect(typed.words.isEmpty)
        }
    }
}

struct `the answers to other shells` {
    private func rows(_ shell: TestShell, _ arguments: String...) async throws -> [String] {
        try await shell.run(arguments: ["__complete"] + arguments).output.split(separator: "\n").map(String.init)
    }

    private func shell() async throws -> TestShell {
        let shell = try TestShell()
        _ = try await shell.run("create 'two words'; create a:b; create debian-1; create debian-2")
        return shell
    }

    @Test func `are given without a question, and without a second try of a login that was refused`() async throws {
        let plugin = AskingPlugin()
        let shell = try TestShell(plugins: [plugin])
        _ = try await rows(shell, "bash", "--", "", "imgsh --backend asking show ")
        let seen = plugin.questionsWereWelcome.withLock { $0 }
        #expect(!seen.isEmpty && !seen.contains(true))
        _ = try await shell.run(arguments: ["--backend", "asking", "-c", "list"])
        #expect(plugin.questionsWereWelcome.withLock { $0 }.last == true)
    }

    @Test func `leave out for bash what readline keeps, and quote the rest as the word is`() async throws {
        let shell = try await shell()
        #expect(try await rows(shell, "bash", "--", "", "imgsh show a:") == ["space", "b"])
        #expect(try await rows(shell, "bash", "--", "tw", "imgsh show tw") == ["space", "two\\ words"])
        #expect(try await rows(shell, "bash", "--", "tw", "imgsh show 'tw") == ["space", "two words"])
        #expect(
            try await rows(shell, "bash", "--", "hw_firmware_t", "imgsh set x --property hw_firmware_t")
                == ["nospace", "hw_firmware_type="])
        #expect(
            try await rows(shell, "bash", "--", "bian", "imgsh show bian") == ["space", "debian-1", "debian-2", " "])
    }

    @Test func `show zsh what the words are, and whether they go on`() async throws {
        let shell = try await shell()
        let found = try await rows(shell, "zsh", "--", "", "show", "debian")
        #expect(found[0] == "continues")
        #expect(found[1].hasPrefix("debian-1\tdebian-1  -- queued  no data"))
        #expect(found[1].hasSuffix("\tfinal"))
        #expect(try await rows(shell, "zsh", "--", "\"", "show", "wor")[0] == "replaces")
        #expect(try await rows(shell, "zsh", "--", "", "create", "x", "--prop")[1].contains("\tfinal"))
    }

    @Test func `give fish plain words`() async throws {
        let shell = try await shell()
        let found = try await rows(shell, "fish", "--", "\"two w", "show")
        #expect(found.count == 1 && found[0].hasPrefix("two words\tqueued"))
    }

    @Test(arguments: ["fish", "zsh"])
    func `say what a word is for as the help does`(_ other: String) async throws {
        let words = other == "fish" ? ["--forma", "list"] : ["", "list", "--forma"]
        let found = try await shell().run(arguments: ["__complete", other, "--"] + words).output
        #expect(found.contains(#"a line break in a value is \x0a"#) && !found.contains(#"\\x0a"#), "\(found)")
    }

    @Test(arguments: ["--log-file", "--os-cacert", "--os-cert", "--os-key", "--rcfile"])
    func `offer files where an option of the program wants one`(_ option: String) async throws {
        let shell = try await shell()
        let file = try shell.file("file.pem", "x")
        #expect(try await rows(shell, "fish", "--", String(file.dropLast(3)), option) == [file])
        #expect(try await rows(shell, "fish", "--", String(file.dropLast(3)), "--os-username").isEmpty)
    }

    @Test func `know the options of the program`() async throws {
        let shell = try await shell()
        let other = "local:" + shell.directory("other")
        _ = try await shell.run("@\(other) create there")
        #expect(try await rows(shell, "fish", "--", "--backe").map { $0.prefix(9) } == ["--backend"])
        #expect(try await rows(shell, "fish", "--", "th", "--backend", other, "show").count == 1)
        #expect(try await rows(shell, "fish", "--", "th", "--backend=\(other)", "show").count == 1)
        #expect(try await rows(shell, "fish", "--", "th", "-q", "show").isEmpty)
        #expect(try await rows(shell, "fish", "--", "", "-c").isEmpty)
    }

    @Test func `offer scripts by their paths, and files as what scripts are given`() async throws {
        let shell = try await shell()
        let script = try shell.file("nightly.imgsh", "list")
        let begun = String(script.dropLast(8))
        for words in [
            [], ["--check"], ["-q"], ["-f"], ["-f", script], [script], ["-c", "list"], ["--dry-run", script],
        ] {
            let result = try await shell.run(arguments: ["__complete", "fish", "--", begun] + words)
            #expect(result.output == script + "\n", "\(words)")
        }
        #expect(try await rows(shell, "fish", "--", begun, "show").isEmpty)
    }
}

/// A backend that nobody can open, and that sees whether it may ask for what it lacks.
private final class AskingPlugin: Plugin {
    let name = "asking"
    let questionsWereWelcome = Mutex<[Bool]>([])

    func register(with registrar: inout Registrar) throws {
        try registrar.add(
            BackendProvider(name: "asking", summary: "for tests", forms: ["asking"]) { [self] _, _ in
                questionsWereWelcome.withLock { $0.append(BackendQuestions.areWelcome) }
                throw ImageError(.authentication, "no password")
            })
    }
}
