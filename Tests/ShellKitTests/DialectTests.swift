import BackendKit
import CommandKit
import StandardCommands
import TestSupport
import Testing

@testable import ShellKit

struct `called by another client's name, the program` {
    @Test func `takes its options, and only its commands`() throws {
        let request = try ProcessArguments(
            ["-v", "--os-cloud", "lab", "--os-beta-command", "-q", "image", "list", "--long"], as: .openstack)
        #expect(request.settings == ["OS_CLOUD": "lab"] && request.isQuiet && !request.readsStartFile)
        #expect(request.task == .words(["image", "list", "--long"]))
        let glance = try ProcessArguments(
            ["-d", "--ca-file", "x", "--timeout", "9", "--os-image-url=http://h", "image-list"], as: .glance)
        #expect(glance.settings == ["IMGSH_DEBUG": "1", "OS_CACERT": "x", "OS_IMAGE_URL": "http://h"])
        #expect(glance.task == .words(["image-list"]))
        let short = try ProcessArguments(
            ["--os-image-u", "http://h", "--coll", "--os_tenant_name", "t", "usage"], as: .glance)
        #expect(short.settings == ["OS_IMAGE_URL": "http://h", "IMGSH_TIMING": "1", "OS_TENANT_NAME": "t"])
        #expect(
            try ProcessArguments(["--os-im", "2", "image", "list"], as: .openstack).settings == [
                "OS_IMAGE_API_VERSION": "2"
            ])
        #expect(try ProcessArguments(["--version"], as: .openstack).task == .version)
        #expect(throws: UsageError.self) { try ProcessArguments(["-c", "image list"], as: .openstack) }
        #expect(throws: UsageError.self) { try ProcessArguments(["--timeout"], as: .glance) }
    }

    @Test(arguments: [
        (
            ["image-create", "--name", "x", "--protected", "True", "--tags", "a", "b", "--hidden=no"],
            ["image-create", "--name", "x", "--protected", "--tag", "a", "--tag", "b", "--unhidden"]
        ),
        (["image-update", "--protected", "id"], ["image-update", "--protected", "id"]),
        (
            ["image-list", "--sort-key", "name", "--sort-dir", "desc", "--hidden"],
            ["image-list", "--hidden", "--sort", "name:desc"]
        ),
        (
            ["image-import", "x", "--all-stores", "True", "--allow-failure", "False"],
            ["image-import", "x", "--all-stores", "--disallow-failure"]
        ),
        (["image-import", "x", "--all-stores=no"], ["image-import", "x"]),
        (["image-list", "--hidden", "False", "--include-stores", "True"], ["image-list", "--include-stores"]),
        (["image-list", "--sort-key=size", "--sort-dir=asc"], ["image-list", "--sort", "size:asc"]),
        (["image-show", "x", "--max-column-width", "20"], ["image-show", "x"]),
        (["image-show", "--max-column-width=20", "x"], ["image-show", "x"]),
        (
            ["image-create", "--prot", "True", "--tag", "a", "b", "--hid=no", "--property", "x=y"],
            ["image-create", "--protected", "--tag", "a", "--tag", "b", "--unhidden", "--property", "x=y"]
        ),
        (
            ["image-list", "--sort-k", "name", "--sort-d=desc", "--tag", "a", "--inc", "True"],
            ["image-list", "--tag", "a", "--include-stores", "--sort", "name:desc"]
        ),
        (
            ["image-import", "x", "--all-s", "True", "--allow", "False"],
            ["image-import", "x", "--all-stores", "--disallow-failure"]
        ),
        (["image-create", "--pro", "x"], ["image-create", "--pro", "x"]),
        (["md-tag-list", "--protected", "True"], ["md-tag-list", "--protected", "True"]),
    ])
    func `takes glance's values its way`(_ words: [String], _ ours: [String]) throws {
        let request = try ProcessArguments(words, as: .glance)
        #expect(request.task == .words(words))
        let translated = GlanceWords.translated(ArgumentLine.make(Dialect.glance.line(words)).words)
        #expect(translated.map(\.text) == ["glance"] + ours)
    }

    @Test func `takes glance's values as imgsh too where the line begins with glance, on any backend`() async throws {
        let shell = try TestShell()
        _ = try await shell.run("create b; create a; create c --hidden")
        let list = ["glance", "image-list", "--sort-key", "name", "--sort-dir", "desc", "--hidden", "False"]
        let result = try await shell.run(arguments: ["-q"] + list + ["-f", "value", "-c", "Name"])
        #expect(result.status == .done && result.output == "b\na\n", "\(result.errors)")
        let refused = try await shell.run(arguments: Array(list.dropFirst()))
        #expect(refused.status == .usage, "these are words of glance only")
    }

    @Test(arguments: [
        "glance image-list --sort-key name --sort-dir desc -f value -c Name",
        "@local glance image-list --sort-key=name --sort-dir=desc --hidden False -f value -c Name",
        "alias gl='glance image-list'; gl --sort-key name --sort-dir desc -f value -c Name",
        "let key = name; glance image-list --sort-key $key --sort-dir desc -f value -c Name",
        "let no = False; @local glance image-list --sort-dir desc --hidden $no -f value -c Name",
    ])
    func `takes glance's values in every line that begins with glance`(_ line: String) async throws {
        let shell = try TestShell()
        _ = try await shell.run("create b; create a; create c --hidden")
        let result = try await shell.run(line)
        #expect(result.status == .done && result.output == "b\na\n", "\(result.errors)")
        let checked = try await shell.run(arguments: ["--check", "-c", line])
        #expect(checked.status == .done, "\(checked.errors)")
    }

    @Test(arguments: [
        ("glance image-list --sort-key ‸nosuch --sort-dir desc", "nosuch --sort-dir desc"),
        ("glance image-list --sort-key=‸nosuch", "nosuch"), ("glance image-list ‸--sort-key", "--sort-key"),
        ("glance image-create --tags a b ‸--bogus", "--bogus"),
    ])
    func `points into a line of glance's as it was typed`(_ marked: String, _ words: String) async throws {
        let line = marked.replacing("‸", with: "")
        let column = marked.prefix { $0 != "‸" }.count
        let mark = "\n  " + String(repeating: " ", count: column) + "^" + String(repeating: "~", count: words.count - 1)
        for arguments in [["-c", line], ["--check", "-c", line], line.split(separator: " ").map(String.init)] {
            let result = try await TestShell().run(arguments: arguments)
            #expect(result.status == .usage && result.errors.contains("\n  " + line + mark + "\n"), "\(result.errors)")
        }
    }

    @Test func `is known by the last part of a path`() {
        #expect(Dialect(program: "/usr/local/bin/openstack") == .openstack)
        #expect(Dialect(program: "glance") == .glance)
        #expect(Dialect(program: "/usr/bin/imgsh") == nil && Dialect(program: "") == nil)
    }

    @Test(arguments: [
        (Dialect.openstack, ["network", "list"], "'network list' is no command for images"),
        (.openstack, ["list"], "'list' is no command for images"),
        (.openstack, ["server", "list"], "'server list' is no command for images"),
        (.openstack, ["image-list"], "'image-list' is no command for images"),
        (.glance, ["image", "list"], "glance has no command 'image'"),
        (.glance, ["image-lst"], "glance has no command 'image-lst'"),
    ])
    func `refuses everything else in one line`(
        _ dialect: Dialect, _ words: [String], _ message: String
    ) async throws {
        let registry = try Registrar(plugins: [StandardPlugin()]).finish()
        let error = try #require(throws: UsageError.self) { try dialect.check(words, in: registry) }
        #expect(error.message.hasPrefix(message), "\(error.message)")
        let result = try await TestShell().run(arguments: words, calledAs: dialect.rawValue)
        #expect(result.status == .usage && result.output.isEmpty)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test(arguments: [
        (Dialect.openstack, ["image", "list"]), (.openstack, ["cached", "image", "list"]),
        (.openstack, ["server", "image", "create", "x"]), (.openstack, ["help", "image"]),
        (.glance, ["image-list"]), (.glance, ["md-namespace-list"]), (.glance, ["stores-info"]), (.glance, ["usage"]),
        (.glance, ["help"]),
    ])
    func `takes what is the other client's`(_ dialect: Dialect, _ words: [String]) throws {
        try dialect.check(words, in: Registrar(plugins: [StandardPlugin()]).finish())
    }

    @Test func `never means the local store`() async throws {
        let result = try await TestShell().run(arguments: ["image", "list"], calledAs: "openstack")
        #expect(result.status == .usage && result.errors.contains("glance"), "\(result.errors)")
        let local = try await TestShell().run(arguments: ["image", "list", "-f", "json"])
        #expect(local.status == .done)
    }
}
