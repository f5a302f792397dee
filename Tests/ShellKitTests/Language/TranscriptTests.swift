import CommandKit
import TestSupport
import Testing

@testable import ShellKit

struct `a transcript` {
    private static let session = """
        A session that others rely on.
        imgsh local> create x -f value -c name
        x
        imgsh local> show x -f value -c id
        ...-...-...
        imgsh> if show nope
        if…>   echo yes
        if…> else
        if…>   echo no
        if…> end
        imgsh: no image 'nope' on local
        ...
        no
        imgsh local 3> exit 4
        [status 4]

        """

    @Test func `is run and compared`() async throws {
        let shell = try TestShell()
        let path = try shell.file("t", Self.session)
        let result = try await shell.run("transcript \(path); echo after")
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.errors == "4 commands, all as expected\n" && result.output == "after\n")
    }

    @Test func `shows what is different, and can be brought up to date`() async throws {
        let shell = try TestShell()
        let wrong = Self.session.replacing("\nx\n", with: "\ny\nz\n")
        let path = try shell.file("t", wrong)
        let result = try await shell.run("transcript \(path)")
        #expect(result.status == .failed)
        #expect(
            result.errors.hasPrefix(
                "\(path):2: 'create x -f value -c name' gave something else\n  - y\n  - z\n  + x\nimgsh: 1 of 4 commands"
            ),
            "\(result.errors)")
        let other = try TestShell()
        let list = try other.file("t", wrong)
        #expect(try await other.run("transcript \(list) --update").status == .done)
        #expect(try other.directory.read("t") == Array(Self.session.utf8))
        #expect(try await other.run("transcript \(try other.file("none", "no commands\n"))").status == .usage)
    }

    @Test(arguments: ["image show", "image show 'a>b'", "image tag add x '>'"])
    func `takes no message for a prompt`(_ command: String) async throws {
        let shell = try TestShell()
        let path = try shell.file("t", "imgsh> \(command)\n")
        #expect(try await shell.run("transcript \(path) --update").status == .done)
        let again = try await shell.run("transcript \(path)")
        #expect(again.errors == "1 command, all as expected\n")
    }

    @Test func `keeps the commands behind exit, and says that they were not run`() async throws {
        let shell = try TestShell()
        let text = "imgsh> echo a\nb\nimgsh> exit 3\n[status 3]\nimgsh> echo never\nnever\n"
        let path = try shell.file("t", text)
        let compared = try await shell.run("transcript \(path)")
        #expect(compared.status == .failed)
        #expect(
            compared.errors.contains("1 of 3 commands gave something else; 1 of 3 commands not run"),
            "\(compared.errors)")
        let updated = try await shell.run("transcript \(path) --update")
        #expect(updated.status == .done && updated.errors.contains("1 of 3 commands not run"), "\(updated.errors)")
        #expect(try shell.directory.read("t") == Array(text.replacing("\nb\n", with: "\na\n").utf8))
        let again = try await shell.run("transcript \(path)")
        #expect(again.status == .failed && !again.errors.contains("as expected"), "\(again.errors)")
    }

    @Test func `cannot run itself, also by way of a script`() async throws {
        let shell = try TestShell()
        let (path, script) = (shell.directory("t"), shell.directory("s"))
        _ = try shell.file("s", "transcript \(path)\n")
        for command in ["transcript \(path)", "source \(script)"] {
            _ = try shell.file("t", "imgsh> \(command)\n...is running already...\n...\n")
            let result = try await shell.run("transcript \(path)")
            #expect(result.status == .done, "\(result.errors)")
        }
    }

    @Test(
        arguments: [
            (["a", "...", "b"], ["a", "1", "2", "b"], true), (["a", "...", "b"], ["a", "b"], true), (["..."], [], true),
            (["a...c...e"], ["abcde"], true), (["a...c"], ["abcd"], false), (["a"], ["a", "b"], false),
            (["a", "b"], ["a"], false),
            (["...", "x", "...", "x"], ["x", "y", "x"], true), (["a..."], ["a"], true),
        ] as [([String], [String], Bool)])
    func `takes three dots for anything`(_ expected: [String], _ given: [String], _ fits: Bool) {
        let entry = TranscriptFile.Entry(line: 1, typed: [], command: "", expected: expected)
        #expect(entry.fits(given) == fits)
    }
}

struct `a recorded session` {
    @Test func `is a script without what failed and without secrets`() async throws {
        let shell = try TestShell()
        let path = shell.directory("session")
        let interpreter = try SessionRecorder(path, overwriting: false)
        let registry = try Registrar(plugins: []).finish()
        try interpreter.note("let x = 1", .done, registry)
        try interpreter.note(" echo a\necho b", .notFound, registry)
        try interpreter.note("image list --os-password x", .done, registry)
        let lines = String(decoding: try shell.directory.read("session"), as: UTF8.self).split(separator: "\n")
        #expect(
            lines.dropFirst().map(String.init) == [
                "let x = 1", "# Ended with status 3:", "# echo a", "# echo b", "# A line with a secret was left out.",
            ])
        #expect(try await shell.run("record \(path)").status == .conflict)
        #expect(try await shell.run("record \(path) --overwrite").status == .done)
    }
}
