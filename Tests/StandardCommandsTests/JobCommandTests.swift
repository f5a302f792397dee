import CommandKit
import TestSupport
import Testing

struct `jobs in a script` {
    @Test func `are waited for, and their output comes as a whole`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("echo one & echo two & echo three & echo four")
        #expect(result.status == .done)
        #expect(result.errors == "")
        #expect(result.output.split(separator: "\n").sorted() == ["four", "one", "three", "two"])
    }

    @Test func `make the worst status that of the script`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("show nope & list --bogus & echo fine")
        #expect(result.status == .usage)
        #expect(result.output == "fine\n")
        #expect(result.errors.contains("imgsh: no image 'nope' on local\n"))
        #expect(result.errors.contains("has no option '--bogus'"))
        #expect(try await shell.run("show nope & list --bogus").status == .usage)
    }

    @Test func `give their status to the one who waits, and to nobody else after that`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run("show nope & wait; echo never").status == .notFound)
        #expect(try await shell.run("show nope & wait; echo never").output == "")
        #expect(try await shell.run("echo a & show nope & wait 1").status == .notFound)
        #expect(try await shell.run("echo a & wait %1; wait").status == .done)
        #expect(try await shell.run("echo a & wait; wait").status == .done)
    }

    @Test func `point at the word of the file that is wrong`() async throws {
        let shell = try TestShell()
        let path = try shell.file("nightly.imgsh", "echo a\n  show nope &\n")
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status == .notFound)
        #expect(result.errors.hasPrefix("\(path):2:8: no image 'nope'"))
    }

    @Test func `have no progress where there is none to tell`() async throws {
        let table = try await TestShell().run("echo a & wait; jobs --all -c Job -c Progress")
        #expect(table.output.contains("|   1 |          |\n"), "\(table.output)")
        let rows = try await TestShell().run("echo a & wait; jobs --all -f json -c Progress")
        #expect(rows.output.contains("\"Progress\": null"), "\(rows.output)")
    }

    @Test func `say in a script which program failed`() async throws {
        let shell = try TestShell()
        let path = try shell.file("job.imgsh", "echo a | sh -c 'exit 9' &\nwait\n")
        let result = try await shell.run(arguments: ["-f", path])
        #expect(result.status.rawValue == 9)
        #expect(result.errors.contains("'sh' ended with status 9"), "\(result.errors)")
    }

    @Test func `write nothing when they are quiet, and lose nothing when they are not`() async throws {
        let shell = try TestShell(environment: ["TMPDIR": "/nowhere"])
        let text = String(repeating: "x", count: 60_000)
        #expect(try await shell.run("echo \(text) & wait").output == text + "\n")
        let long = String(repeating: "y", count: 70_000)
        let lost = try await shell.run("echo \(long) & wait")
        #expect(lost.status == .failed)
        #expect(lost.errors.contains("/nowhere/imgsh-job-"))
        let other = try TestShell(environment: ["TMPDIR": shell.directory.path])
        #expect(try await other.run("echo \(long) & wait").output == long + "\n")
        #expect(try shell.directory.names().allSatisfy { !$0.hasPrefix("imgsh-job") })
    }

    @Test(arguments: ["use local", "alias a=list", "config timing on", "watch list", "history", "backend close"])
    func `cannot change the session or take the terminal`(_ line: String) async throws {
        let shell = try TestShell()
        let result = try await shell.run("\(line) &")
        #expect(result.status == .usage)
        #expect(result.errors.contains(" cannot run in the background: it "))
    }

    @Test func `keep the backend of their start`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create here")
        let other = shell.directory("other")
        let result = try await shell.run(
            "list -f value -c Name & use local:\(other); create there -f value -c name; list -f value -c Name")
        #expect(result.output.split(separator: "\n").sorted() == ["here", "there", "there"])
        let addressed = try await shell.run("@local:\(other) list -f value -c Name & wait")
        #expect(addressed.output == "there\n")
    }

    @Test func `run scripts, which may leave and may have jobs of their own`() async throws {
        let shell = try TestShell()
        let path = try shell.file("inner.imgsh", "echo a\necho b & wait\nexit 5\necho never\n")
        let result = try await shell.run("source \(path) & wait; echo never")
        #expect(result.status.rawValue == 5)
        #expect(result.output.split(separator: "\n").sorted() == ["a", "b"])
    }

    @Test func `are twenty at once without harm`() async throws {
        let shell = try TestShell()
        let lines = (1...20).map { "create image-\($0) &" }.joined(separator: " ")
        #expect(try await shell.run(lines).status == .done)
        #expect(try await shell.run("list -f value -c Name").output.split(separator: "\n").count == 20)
    }
}

struct `the table of jobs` {
    @Test func `has a row for each that runs, in every format`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create later")
        let result = try await shell.run("image wait later & jobs -f value -c Job -c State -c Command; kill %1")
        #expect(result.output == "1 running image wait later\n")
        let json = try await shell.run("image wait later & jobs -f json -c Job -c State; kill 1")
        #expect(json.output == "[\n  {\n    \"Job\": 1,\n    \"State\": \"running\"\n  }\n]\n")
        #expect(try await shell.run("echo a & wait; jobs -f value").output == "a\n")
    }

    @Test func `remembers how the others ended`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create later")
        let result = try await shell.run(
            "echo a & wait; image wait later & kill 2; jobs --all -f value -c Job -c State -c Status")
        #expect(result.output == "a\n1 done 0\n2 cancelled 130\n")
    }

    @Test(arguments: [
        ("kill 3", "no job 3 (none runs)"), ("kill x", "'x' is no number of a job"), ("wait 0", "is no number"),
        ("fg", "no job runs"), ("fg 2", "no job 2"), ("echo a & wait; kill 1", "job 1 has ended (done)"),
    ])
    func `says which number is none`(_ line: String, _ message: String) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .notFound || result.status == .usage)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func `gives the status of one in the foreground`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("image show nope & fg; echo never")
        #expect(result.status == .notFound)
        #expect(result.output == "")
        _ = try await shell.run("create later")
        #expect(try await shell.run("image wait later --timeout 0 & fg 1").status == .network)
    }
}

struct `a watch` {
    @Test func `repeats a command with all its options`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create a")
        let result = try await shell.run("watch --count 3 --interval 0 list -f value -c Name --limit 1")
        #expect(result.status == .done)
        #expect(result.output == "a\n\na\n\na\n")
    }

    @Test func `ends with the status of the last round, and at once when the words are wrong`() async throws {
        let shell = try TestShell()
        let failed = try await shell.run("watch --count 2 --interval 0 show nope")
        #expect(failed.status == .notFound)
        #expect(failed.errors.split(separator: "\n").count { $0.contains("no image 'nope'") } == 2)
        #expect(try await shell.run("watch list --bogus").status == .usage)
        #expect(try await shell.run("watch frobnicate").status == .usage)
        #expect(try await shell.run("watch --count 0 list").status == .usage)
    }
}
