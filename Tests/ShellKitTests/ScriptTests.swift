import CommandKit
import TestSupport
import Testing

struct `a script` {
    private static let thirty = (1...30).map { number in
        switch number {
        case 1: "# Thirty lines that work."
        case 2: "create base --property os_distro=debian; set base --tag keep"
        case 30: "list -f value -c Name --limit 1"
        case _ where number % 5 == 0: ""
        default: "create 'image \(number)' --tag t\(number) --min-disk \(number)  # number \(number)"
        }
    }

    @Test func `runs to its end`() async throws {
        let shell = try TestShell()
        let path = try shell.file("nightly.imgsh", Self.thirty.joined(separator: "\n"))
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .done, "\(result.errors)")
        #expect(result.output.hasSuffix("base\n"))
        #expect(try await shell.run("list -f value").output.split(separator: "\n").count == 23)
    }

    @Test func `stops at the first failure and says where it is`() async throws {
        let shell = try TestShell()
        var lines = Self.thirty
        lines[16] = "  show 'no such image' -f json"
        let path = try shell.file("nightly.imgsh", lines.joined(separator: "\n"))
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .notFound)
        #expect(
            result.errors == """
                \(path):17:8: no image 'no such image' on local
                    show 'no such image' -f json
                         ^~~~~~~~~~~~~~~
                  try: image list

                """)
        #expect(try await shell.run("list -f value").output.split(separator: "\n").count == 12)
    }

    @Test(arguments: [
        ("list --bogus", 1, 6, "has no option '--bogus'"), ("list\nlist (less)", 2, 6, "'(' has no meaning here"),
        ("\n\n  frobnicate", 3, 3, "no command 'frobnicate'"), ("echo a; show", 1, 9, "needs <image>"),
        ("echo 'open", 1, 6, "the quote ' is never closed"), ("echo ü; show nope", 1, 14, "no image 'nope'"),
        ("create x \\\n  --disk-format nope", 2, 17, "unknown disk format 'nope'"),
        ("source MISSING", 1, 8, "no such file"),
    ])
    func `points at the word that is wrong`(_ text: String, _ line: Int, _ column: Int, _ message: String) async throws
    {
        let shell = try TestShell()
        let path = try shell.file("s", text)
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status != .done)
        #expect(result.errors.hasPrefix("\(path):\(line):\(column): "), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func `shows no credentials of an address, in a failure or an echo`() async throws {
        let shell = try TestShell()
        let line = "image list --name 'https://user:sesame@host.test/x?sig=opens' --bogus"
        let path = try shell.file("s", line)
        let failed = try await shell.run(arguments: ["-f", path])
        #expect(failed.errors.contains("  image list --name 'https://***@host.test/x?sig=*** --bogus\n"))
        #expect(failed.errors.split(separator: "\n").contains { $0.hasSuffix(" ^~~~~~~") })
        let word = "echo 'https://user:sesame@host.test/x?sig=opens'"
        let echoed = try await shell.run(arguments: ["--echo", "-c", word])
        #expect(echoed.errors.contains("'https://***@host.test/x?sig=***'"))
        for errors in [failed.errors, echoed.errors] {
            #expect(!errors.contains("sesame") && !errors.contains("opens"), "\(errors)")
        }
    }

    @Test func `may be sourced by another one, but not by itself`() async throws {
        let shell = try TestShell()
        let inner = try shell.file("inner", "create from-inner\nshow nope")
        let outer = try shell.file("outer", "echo before\nsource \(inner)\necho never")
        let result = try await shell.run(arguments: ["-f", outer])
        #expect(result.status == .notFound)
        #expect(result.output.hasPrefix("before\n") && !result.output.contains("never"))
        #expect(result.errors.contains("\(inner):2:6: no image 'nope'"))
        let circle = shell.directory("circle")
        _ = try shell.file("circle", "source \(circle)")
        let turned = try await shell.run(arguments: ["-f", circle])
        #expect(turned.status == .usage)
        #expect(turned.errors.contains("is running already"))
    }

    @Test(arguments: [
        ([UInt8]("echo a\r\necho b".utf8), "a\nb\n", 0), ([0xEF, 0xBB, 0xBF] + [UInt8]("echo a".utf8), "a\n", 0),
        ([UInt8]("echo a\nb\0c".utf8), "", 2), ([UInt8]("echo a\n".utf8) + [0xC3, 0x28], "", 2), ([], "", 0),
    ])
    func `may have CRLF, a byte order mark and no last line end, but no NUL`(
        _ bytes: [UInt8], _ output: String, _ status: Int32
    ) async throws {
        let shell = try TestShell()
        let path = try shell.file("s", bytes)
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.output == output)
        #expect(result.status.rawValue == status, "\(result.errors)")
        if status == 2 { #expect(result.errors.contains(":2: not a script"), "\(result.errors)") }
    }

    @Test func `ends where it says exit, with that status`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("echo a\nexit 7\necho b")
        #expect(result.output == "a\n" && result.status.rawValue == 7)
    }
}

struct `an alias` {
    @Test func `stands for the beginning of a command`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("create x; alias ll='image list -f value -c Name'; ll; ll -c Status; alias")
        #expect(result.output.hasSuffix("x\nx queued\nalias ll='image list -f value -c Name'\n"), "\(result.output)")
    }

    @Test func `cannot hide a command, and does not call itself for ever`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run("alias list=echo").status == .usage)
        #expect(try await shell.run("alias image=echo").status == .usage)
        let result = try await shell.run("alias a='b'; alias b='a'; a")
        #expect(result.status == .usage)
        #expect(result.errors.contains("no command"))
    }

    @Test func `is gone after unalias`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run("alias a='echo x'; unalias a; a").status == .usage)
        #expect(try await shell.run("unalias nope").status == .usage)
    }
}
