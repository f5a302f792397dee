import Foundation
import TestSupport
import Testing

/// The program from outside: arguments, standard streams and statuses.
struct `the program` {
    @Test func `runs lines of standard input as they come, and stops at the first failure`() async throws {
        let program = try TestProgram()
        let lines = "create 'a\nb'\nlist -f json -c Name\nshow nope\necho never\n"
        let result = try await program.run(input: Array(lines.utf8))
        #expect(result.output.hasSuffix("[\n  {\n    \"Name\": \"a\\nb\"\n  }\n]\n"), "\(result.output)")
        #expect(result.status == 3)
        #expect(result.errors.hasPrefix("standard input:4:6: no image 'nope'"), "\(result.errors)")
    }

    /// A file of several megabytes comes in pieces, each read only when the one before it was run.
    @Test(
        arguments: [
            ("- image show nope", "echo after $?", "after 3\n", 3),
            ("config on-error continue\nimage show nope", "echo after", "after\n", 3),
            ("return 4", "echo never", "", 4), ("return", "echo never", "", 0), ("exit", "echo never", "", 0),
            ("image show nope", "echo never", "", 3), ("let x = 1", "echo $x $1 $#", "1 one 2\n", 0),
        ] as [(String, String, String, Int32)])
    func `takes standard input for one script, in whatever pieces it comes`(
        _ first: String, _ last: String, _ output: String, _ status: Int32
    ) async throws {
        let program = try TestProgram()
        let between = String(repeating: "# " + String(repeating: "x", count: 100) + "\n", count: 30_000)
        let pieces = try await program.run("-f", "-", "one", "two", input: Array((first + "\n" + between + last).utf8))
        #expect(pieces.output == output && pieces.status == status, "\(pieces.errors)")
        let whole = try await program.run("-f", "-", "one", "two", input: Array((first + "\n" + last).utf8))
        #expect(whole.output == output && whole.status == status, "\(whole.errors)")
    }

    @Test func `says that a check of one script is none of those behind it`() async throws {
        let program = try TestProgram()
        try program.directory.write("a.imgsh", "list")
        try program.directory.write("b.imgsh", "bogus")
        let result = try await program.run("--check", "a.imgsh", "b.imgsh", "c.imgsh", "disk.raw")
        #expect(result.status == 0)
        #expect(
            result.errors == """
                imgsh: warning: 'b.imgsh' is an argument of 'a.imgsh' here, and is not checked
                1 command, no mistake found

                """)
    }

    @Test func `gives the text of -c its arguments`() async throws {
        let program = try TestProgram()
        let result = try await program.run("-c", "echo $# $1; foreach x in $@; echo .$x.; end", "a b", "c")
        #expect(result.output == "2 a b\n.a b.\n.c.\n", "\(result.errors)")
        let two = try await program.run("-c", "echo a", "-c", "echo b")
        #expect(two.status == 2 && two.output.isEmpty, "\(two.errors)")
    }

    @Test func `fails where a standard stream is closed, and puts nothing of its own in its place`() async throws {
        let program = try TestProgram()
        let imgsh = TestProgram.path
        let closed = try await program.run("-c", "!'\(imgsh)' -c 'echo hi' >&-")
        #expect(closed.errors.contains("cannot write to standard output: bad file descriptor"), "\(closed.errors)")
        let all = try await program.run("-c", "!'\(imgsh)' -c '!ls -l /proc/$PPID/fd > fds' <&- >&- 2>&-")
        #expect(all.status == 0, "\(all.errors)")
        let taken = try String(contentsOfFile: program.directory("fds"), encoding: .utf8)
        #expect(taken.matches(of: #/ [012] -> \/dev\/null\n/#).count == 3, "\(taken)")
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `ends at a signal with the program that runs for it`(_ signal: Int32) async throws {
        let program = try TestProgram()
        let began = ContinuousClock.now
        let running = try program.start(["-c", "!echo > started; exec sleep 60\necho never"])
        while !FileManager.default.fileExists(atPath: program.directory("started")), running.isRunning {
            try await Task.sleep(for: .milliseconds(10))
        }
        running.signal(signal)
        let result = try await running.finish()
        #expect(result.status == 128 + signal && result.output.isEmpty, "\(result.errors)")
        #expect(ContinuousClock.now - began < .seconds(30))
    }

    @Test func `goes on at a signal that it was started to ignore, as by nohup, with the program that runs for it`()
        async throws
    {
        let program = try TestProgram()
        let wait = "!echo $PPID $$ > new; mv new numbers; until test -e go; do sleep 0.05; done"
        try program.directory.write("script", wait + "\necho | sh -c 'kill -HUP $$; echo there'\n")
        let running = try program.start(["-c", "!trap '' HUP INT; exec '\(TestProgram.path)' -f script"])
        while !FileManager.default.fileExists(atPath: program.directory("numbers")), running.isRunning {
            try await Task.sleep(for: .milliseconds(10))
        }
        let numbers = try String(contentsOfFile: program.directory("numbers"), encoding: .utf8)
        for number in numbers.split(whereSeparator: \.isWhitespace).compactMap({ Int32($0) }) {
            kill(number, SIGHUP)
            kill(number, SIGINT)
        }
        try program.directory.write("go", "")
        let result = try await running.finish()
        #expect(result.status == 0 && result.output == "there\n", "\(result.errors)")
    }

    @Test func `waits for the end of a block that comes over standard input`() async throws {
        let program = try TestProgram()
        let lines = "foreach x in a b\necho $x\nend; echo <<E\ntext\nE\nif echo c\necho d\n"
        let result = try await program.run(input: Array(lines.utf8))
        #expect(
            result.status == 2 && result.errors.hasPrefix("standard input:6:1: this 'if' has no 'end'"),
            "\(result.errors)")
        let whole = try await program.run(input: Array((lines + "end\n").utf8))
        #expect(whole.output == "a\nb\ntext\nc\nd\n" && whole.status == 0, "\(whole.errors)")
    }

    @Test func `takes a line of ten megabytes, from a file and from standard input`() async throws {
        let program = try TestProgram()
        let line = "echo " + String(repeating: "x", count: 10 << 20) + "\n"
        try program.directory.write("long", line)
        let result = try await program.run("-f", program.directory("long"))
        #expect(result.status == 0 && result.output.utf8.count == (10 << 20) + 1)
        let piped = try await program.run(input: Array((line + "echo 'open").utf8))
        #expect(piped.status == 2 && piped.output.utf8.count == (10 << 20) + 1)
    }

    @Test func `says how a script runs whose name has no ending`() async throws {
        let program = try TestProgram()
        try program.directory.write("nightly", "echo $1\n")
        let result = try await program.run("nightly", "x")
        #expect(result.status == 2 && result.errors.contains("try: imgsh -f nightly\n"), "\(result.errors)")
        #expect(try await program.run("-f", "nightly", "x").output == "x\n")
        #expect(try await program.run("weekly").errors.contains("try: help\n"))
        #expect(try await program.run("-c", "nightly").errors.contains("try: help\n"))
    }

    @Test func `gives every kind of failure its status`() async throws {
        let program = try TestProgram()
        for (arguments, status) in [
            (["--version"], 0), (["--help"], 0), (["image", "list"], 0), (["image", "show", "nope"], 3),
            (["image", "nope"], 2), (["--nope"], 2), (["-c"], 2), (["-f", "nope"], 3), (["-f", "."], 2),
            (["--backend", "nope", "image", "list"], 2), (["--backend", "local:/etc/passwd", "image", "list"], 2),
            (["-c", "exit 9"], 9), (["-c", "echo 'a"], 2), (["-c", "!exit 5"], 5), (["--backend=local", "list"], 0),
        ] as [([String], Int32)] {
            let result = try await program.run(arguments)
            #expect(result.status == status, "\(arguments): \(result.errors)")
            #expect(result.errors.isEmpty == [0, 5, 9].contains(status), "\(arguments): \(result.errors)")
        }
    }

    @Test func `takes an unquoted tilde for the home directory, but not in words that another shell has read`()
        async throws
    {
        let program = try TestProgram()
        let homely = program.with(["HOME": program.directory("home")])
        try FileManager.default.createDirectory(
            atPath: program.directory("home"), withIntermediateDirectories: true)
        try program.directory.write("home/disk.raw", "some data")
        let made = try await homely.run(
            "-c", "create x --file ~/disk.raw -f value -c size; create '~/y' -f value -c name")
        #expect(made.output == "9\n~/y\n", "\(made.errors)")
        #expect(try await homely.run("image", "create", "z", "--file", "~/disk.raw").status == 3)
    }

    @Test func `takes the backend from its option, else from the environment`() async throws {
        let program = try TestProgram()
        let elsewhere = program.with(["IMGSH_BACKEND": "local:\(program.directory("other"))"])
        #expect(try await elsewhere.run("image", "create", "x").status == 0)
        #expect(program.directory.exists("other/catalogue.db"))
        #expect(try await program.run("image", "list", "-f", "value").output.isEmpty)
        #expect(try await elsewhere.run("--backend", "local", "image", "list", "-f", "value").output.isEmpty)
    }

    @Test func `fails when its output cannot be written`() async throws {
        let program = try TestProgram()
        _ = try await program.run("image", "create", "x")
        let full = try await program.run("-c", "!\(TestProgram.path) image list > /dev/full; echo $? >&2")
        #expect(full.errors.contains("cannot write to standard output: no space left on device"))
        #expect(full.errors.hasSuffix("1\n"))
        let closed = try await program.run("-c", "!\(TestProgram.path) image list | true; echo ${PIPESTATUS:-0}")
        #expect(closed.errors.isEmpty)
    }

    @Test func `lets nothing that a name holds reach the terminal as a command`() async throws {
        let program = try TestProgram()
        let name = "\u{1b}]0;title\u{7}\u{9b}31m\u{202e}evil\r\n"
        #expect(try await program.run("image", "create", name).status == 0)
        for format in ["table", "value", "csv", "yaml", "json", "jsonl"] {
            let result = try await program.run("image", "list", "-f", format)
            let scalars = result.output.unicodeScalars.filter { $0 != "\n" }
            #expect(scalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E })
        }
        let error = try await program.run("image", "show", name + "x")
        #expect(!error.errors.unicodeScalars.contains("\u{1b}"))
        #expect(error.errors.contains("\\x1b]0;title"))
    }

    @Test func `is quiet when it is told to be`() async throws {
        let program = try TestProgram()
        _ = try await program.run("image", "create", "x")
        #expect(try await program.run("image", "set", "x").errors.contains("nothing to change"))
        #expect(try await program.run("-q", "image", "set", "x").errors.isEmpty)
    }

    @Test func `explains itself`() async throws {
        let program = try TestProgram()
        #expect(try await program.run("--version").output.hasPrefix("imgsh "))
        #expect(try await program.run("--help").output.contains("-c TEXT"))
        let all = try await program.run("help").output
        #expect(all.contains("image create") && all.contains("backend use") && all.contains("history"))
        let page = try await program.run("help", "image", "create").output
        for text in ["Usage:", "--disk-format <disk-format>", "Examples:", "Also known as: image-create"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try await program.run("image", "create", "--help").output == page)
        #expect(try await program.run("create", "-h").output == page)
    }

    @Test func `--help behind a noun lists its commands`() async throws {
        let program = try TestProgram()
        let member = try await program.run("image", "member", "--help")
        #expect(member.status == 0)
        #expect(member.output == (try await program.run("help", "image", "member").output))
        #expect(member.output.contains("image member set"))
        #expect(try await program.run("image", "membre", "--help").status == 2)
    }

    @Test func `takes what another shell writes into a pipe for data and for a script`() async throws {
        let program = try TestProgram()
        let imgsh = "'\(TestProgram.path)'"
        let script = """
            \(imgsh) create a --file <(printf abc) -f value -c size
            mkfifo pipe; printf abcd > pipe & \(imgsh) create b --file pipe -f value -c size; wait
            printf abcde > pipe & \(imgsh) -c 'create c -f value -c size < pipe'; wait
            \(imgsh) -f <(echo 'echo $1') x
            \(imgsh) create --file <(printf abc)
            """
        try program.directory.write("script", script)
        let result = try await program.run("-c", "!bash script")
        #expect(result.output == "3\n4\n5\nx\n", "\(result.errors)")
        #expect(result.status == 2 && result.errors.contains("has no name"), "\(result.errors)")
        #expect(try await program.run("list", "-f", "value", "-c", "Name").output == "a\nb\nc\n")
    }

    @Test func `refuses a store that others may write to`() async throws {
        let program = try TestProgram()
        _ = try await program.run("image", "create", "x")
        chmod(program.directory(".local/share/imgsh"), 0o777)
        let result = try await program.run("image", "create", "y")
        #expect(result.status == 1)
        #expect(result.errors.contains("others may write to"))
    }
}
