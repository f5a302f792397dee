import BackendKit
import CommandKit
import Foundation
import StandardCommands
import TestSupport
import Testing

struct `a dry run` {
    /// Everything in a directory, with what is in the files.
    private func snapshot(_ directory: TemporaryDirectory, _ below: String = "") throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory(below.isEmpty ? "." : below)) {
            let path = below.isEmpty ? name : below + "/" + name
            if let bytes = try? directory.read(path) {
                found[path] = bytes
            } else {
                found.merge(try snapshot(directory, path)) { first, _ in first }
            }
        }
        return found
    }

    @Test func `says what would be changed and changes nothing`() async throws {
        let shell = try TestShell()
        let data = try shell.file("data", [UInt8](repeating: 7, count: 512))
        _ = try await shell.run("create web --file \(data); create empty")
        let before = try snapshot(shell.directory)
        let script = """
            create new --tag a
            set web --property a=$(echo b)
            delete web empty && echo deleted
            save web --file \(shell.directory("saved"))
            list > \(shell.directory("listed"))
            list | tee \(shell.directory("teed"))
            !touch \(shell.directory("touched"))
            store check --repair; store check; store gc
            parallel 2; delete web; tag add web x; end
            image copy web local:\(shell.directory("other"))
            upload empty --file \(data)
            history --clear
            """
        let path = try shell.file("script", script)
        let result = try await shell.run(arguments: ["--dry-run", "-f", path])
        #expect(result.status == .done, "\(result.errors)")
        for line in [
            "would create an image: create new --tag a\n", "would change an image: set web --property a=b\n  ",
            "would delete images: delete web empty\n", "deleted\n", "would write files: save web --file ",
            "would write the file: \(shell.directory("listed"))\n", "would run: tee ", "would run: !touch ",
            "would repair the store: store check --repair\n", "would clean up the store: store gc\n",
            "would copy images: ", "would upload data: ", "would forget the lines typed: history --clear\n",
        ] {
            #expect(result.output.contains(line), "\(line) in \(result.output)")
        }
        var after = try snapshot(shell.directory)
        after["script"] = nil
        #expect(after == before)
    }

    @Test func `is switched on and off by its setting, and makes no store`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            "config dry-run on; create a; list -f value; config dry-run off; create b -f value -c name; list -f value -c Name"
        )
        #expect(result.output == "would create an image: create a\nb\nb\n")
        _ = try await TestShell().run(arguments: ["--dry-run", "-c", "create a"])
        let other = try TestShell()
        _ = try await other.run(arguments: ["--dry-run", "-c", "create a; list; store check"])
        #expect(try other.directory.names().isEmpty)
    }

    @Test(arguments: ["create x --file ", "create --file ", "upload x --file "])
    func `fails as the command would for a file that is not there`(_ command: String) async throws {
        let shell = try TestShell()
        let words = (command + shell.directory("nosuch.raw")).split(separator: " ").map(String.init)
        if command.hasPrefix("upload") { _ = try await shell.run("create x") }
        let dry = try await shell.run(arguments: ["--dry-run"] + words)
        let run = try await shell.run(arguments: words)
        #expect(dry.status == .notFound && dry.output.isEmpty && dry.errors.contains("nosuch.raw': no such file"))
        #expect(run.status == dry.status && run.errors == dry.errors, "\(run.errors)")
    }

    @Test func `goes on after what an earlier line may have made, and ends where none can have`() async throws {
        let shell = try TestShell()
        let file = shell.directory("made.raw")
        _ = try await shell.run("create web")
        let later = try await shell.run(
            arguments: [
                "--dry-run", "-c", "set web --tag a; save new --file \(file); create x --file \(file); echo on",
            ])
        #expect(later.status == .done && later.output.hasSuffix("on\n"), "\(later.errors)")
        #expect(later.output.contains("  cannot read '\(file)': no such file"), "\(later.output)")
        for first in ["create x --file \(file)", "show nowhere", "delete nowhere", "save new --file \(file)"] {
            let result = try await shell.run(arguments: ["--dry-run", "-c", "\(first); create y; echo on"])
            #expect(result.status == .notFound && result.output.isEmpty, "\(result.output)")
        }
        let next = try await shell.run(
            arguments: ["--dry-run", "-c", "create y; show web -c id; create x --file \(file); show $_"])
        #expect(next.output.hasSuffix("would run: show '(new image)'\n"), "\(next.output)\(next.errors)")
        let forked = try await shell.run(
            arguments: ["--dry-run", "-c", "parallel 1; create a; end; show a; echo on"])
        #expect(forked.status == .done && forked.output.hasSuffix("on\n"), "\(forked.errors)")
    }

    @Test(arguments: [
        ("let id = $(create new -f value -c id); set $id --tag a", "set '(new image)' --tag a\n"),
        ("let id = $(create new -f json | jq -r .id); delete $id", "delete '(new image)'\n"),
        ("let id = $(list -f json | jq -r '.[0].ID'); set $id --tag a", "set '(unknown)' --tag a\n"),
        ("let day = $(echo | date +%F); create nightly-$day", "nightly-(unknown)"),
        ("create new; let hash = $(show new -f value -c checksum); set web --property md5=$hash", "md5=(unknown)"),
        ("function make; create $1 -f value -c id; end; let id = $(make new); set $id --tag a", "set '(new image)'"),
        ("create new; let id = $(list --name nowhere -f value -c ID); echo \"[$id]\"", "[]\n"),
    ])
    func `goes on with what stands for a text that it cannot have`(_ text: String, _ told: String) async throws {
        let shell = try TestShell()
        _ = try await shell.run("create web")
        let result = try await shell.run(arguments: ["--dry-run", "-c", text + "; echo on"])
        #expect(result.status == .done && result.output.hasSuffix("on\n"), "\(result.errors)")
        #expect(result.output.contains(told), "\(result.output)")
    }

    @Test func `goes through no loop over what a program would tell`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create web")
        let result = try await shell.run(
            arguments: ["--dry-run", "-c", "foreach id in $(list -f value -c ID | tail -n 1); delete $id; exit 5; end"])
        #expect(result.status == .done && !result.output.contains("delete"), "\(result.output)")
    }

    /// A store with an image that has data, and one that has none.
    private static func shellWithImages() async throws -> (shell: TestShell, file: String) {
        let shell = try TestShell()
        let file = try shell.file("full.raw", [UInt8](repeating: 7, count: 512))
        _ = try shell.file("empty.raw", [UInt8]())
        _ = try shell.file("bad.qcow2", Array("QFI\u{fb}".unicodeScalars.map { UInt8($0.value) }))
        _ = try shell.file("bad.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7])
        let made = try await shell.run(
            "create web --file \(file); create empty --disk-format raw; create tagged --tag t")
        #expect(made.status == .done, "\(made.errors)")
        return (shell, file)
    }

    /// The command with its directory for `D`.
    private static func line(_ command: String, in shell: TestShell) -> String {
        command.replacing("D/", with: shell.directory.path + "/").replacing(" D", with: " " + shell.directory.path)
    }

    @Test(arguments: [
        "save empty --file D/new", "save web --file D/full.raw", "save web --file D/nosuch/new",
        "save web --to D/nosuch", "save nowhere --file D/new", "save nowhere --to D", "save 'x*' --to D",
        "image unset web --tag none", "tag remove web none", "copy nowhere local:D/other", "copy empty local:D/other",
        "copy web //",
        "copy web nowhere", "copy web empty //new", "import empty", "upload web --file D/full.raw",
        "delete nowhere", "create D/a.raw D/b.raw",
        "create --file 'D/*.nosuch'", "create new --file D/bad.qcow2", "create new --file D/full.raw --size 7",
        "create new --file D/full.raw --disk-format qcow2", "create new --file D/empty.raw",
        "create new --file D/bad.gz", "create new --file D/bad.gz --decompress", "upload empty --file D/bad.qcow2",
        "create new --size 7", "create new --file D/full.raw --import", "create new --file D/full.raw --store s",
        "image add project web other", "image deactivate nowhere", "image metadef namespace create n",
        "server image create s",
        "create --file D/full.raw --file D/nosuch.raw --id 6f0f5a3e-2f1b-4a52-9a8e-0c9f6f1f2b77",
    ])
    func `fails as the command would for what needs no change to be seen`(_ command: String) async throws {
        let shell = try await Self.shellWithImages().shell
        let line = Self.line(command, in: shell)
        let dry = try await shell.run(arguments: ["--dry-run", "-c", line])
        let run = try await shell.run(line)
        #expect(run.status != .done && dry.output.isEmpty, "\(dry.output)")
        #expect(dry.status == run.status && dry.errors == run.errors, "\(dry.errors)\(run.errors)")
    }

    @Test(arguments: [
        "create --file D/nosuch.raw --file D/full.raw", "create D/full.raw D/nosuch.raw",
        "create D/full.raw D/bad.qcow2",
        "copy empty web local:D/other", "copy nowhere web local:D/other", "delete nowhere web",
        "save nowhere web 'x*' --to D", "save empty web --to D", "unset tagged --tag t --tag none --property none",
        "tag remove tagged none t",
    ])
    func `tells of a part what would be done, and of the rest what is wrong, as the command does`(
        _ command: String
    ) async throws {
        let shell = try await Self.shellWithImages().shell
        let line = Self.line(command, in: shell)
        let dry = try await shell.run(arguments: ["--dry-run", "-c", line + "; echo on"])
        let run = try await shell.run(line)
        #expect(dry.output.hasPrefix("would ") && !dry.output.contains("on\n"), "\(dry.output)")
        #expect(run.status != .done && dry.status == run.status && !dry.errors.isEmpty)
        for line in dry.errors.split(separator: "\n") { #expect(run.errors.contains(line), "\(run.errors)") }
    }

    @Test(arguments: [
        "delete nobody nowhere", "save nobody nowhere --to D", "copy nobody nowhere local:D/other",
        "unset web --tag no --property nothing",
    ])
    func `says nothing of a deed when none of several is there`(_ command: String) async throws {
        let shell = try await Self.shellWithImages().shell
        let line = Self.line(command, in: shell)
        let dry = try await shell.run(arguments: ["--dry-run", "-c", line])
        let run = try await shell.run(line)
        #expect(dry.output.isEmpty && dry.status == .notFound && run.status == .notFound, "\(dry.output)")
        #expect(!dry.errors.isEmpty && run.errors.hasPrefix(dry.errors), "\(dry.errors)\(run.errors)")
    }

    @Test func `takes what is in the way for what an earlier line would have changed`() async throws {
        let (shell, file) = try await Self.shellWithImages()
        let script = """
            !rm \(file)
            save web --file \(file)
            upload empty --file \(file)
            copy empty local:\(shell.directory("other"))
            copy empty web local:\(shell.directory("other"))
            echo on
            """
        let result = try await shell.run(arguments: ["--dry-run", "-c", script])
        #expect(result.status == .done && result.output.hasSuffix("on\n"), "\(result.errors)")
        #expect(result.output.contains("  '\(file)' exists already; it was not touched\n"))
        #expect(result.output.contains("  'empty' was not copied to "))
    }

    @Test func `does not get through to a backend by a command that says less than it does`() async throws {
        let shell = try TestShell(plugins: [SlyPlugin()])
        let result = try await shell.run(
            "create x; config dry-run on; sly x; config dry-run off; show x -f value -c name")
        #expect(result.errors.contains("a dry run changes nothing: image "), "\(result.errors)")
        #expect(try await shell.run("show x -f value -c name").output == "x\n")
        let honest = try await shell.run("config dry-run on; silent x")
        #expect(honest.output == "would run: silent x\n")
    }

    @Test func `is declared by every command that ships`() throws {
        for command in try Registrar(plugins: [StandardPlugin()]).finish().commands {
            #expect(command.signature.changes != .unsaid, "\(command.signature.name)")
            if case .given(let keys, _) = command.signature.changes {
                let known = command.signature.parameters.map(\.shape.key)
                #expect(keys.allSatisfy(known.contains), "\(command.signature.name)")
            }
        }
    }
}

/// A command that says it changes nothing, and one that does not say.
private struct SlyPlugin: Plugin {
    let name = "sly"

    func register(with registrar: inout Registrar) throws {
        try registrar.add(Sly(name: "sly", changes: .nothing))
        try registrar.add(Sly(name: "silent", changes: .unsaid))
    }
}

private struct Sly: Command {
    let name: String
    let changes: Changes
    let image = Positional("image", of: String.self, help: "An image")

    var signature: Signature { Signature(CommandName(name), "Delete an image", image, changes: changes, examples: []) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let found = try await context.locate(ImageReference(call[image]))
        try await found.backend.deleteImage(found.id)
    }
}
