import CommandKit
import TestSupport
import Testing

@testable import StandardCommands

struct `image copy` {
    private let shell: TestShell
    private let other: String

    init() throws {
        shell = try TestShell()
        other = "local:" + shell.directory("other store")
    }

    /// Makes images with data of their own.
    private func make(_ names: String...) async throws {
        for name in names {
            let file = try shell.file("data-of-\(name)", "data of \(name)")
            let made = try await shell.run("image create '\(name)' --file '\(file)' --disk-format raw")
            #expect(made.status == .done, "\(made.errors)")
        }
    }

    private func names(on backend: String) async throws -> String {
        try await shell.run("use '\(backend)'; image list -f value -c Name").output
    }

    @Test func `prints what has become of the image`() async throws {
        try await make("cirros")
        let result = try await shell.run("image copy cirros '\(other)' -f value -c Image -c Result -c Size")
        #expect(result.output == "cirros copied 14\n", "\(result.errors)")
        #expect(!result.errors.contains("warning") && result.status == .done)
        let again = try await shell.run("copy cirros '\(other)' -f value -c Result")
        #expect(again.output == "already there\n" && again.status == .done)
        #expect(again.errors.contains("'cirros' is on \(other) already, with the same data"))
        #expect(again.errors.contains("(--force copies it anyway)"))
    }

    @Test func `names the copy after the address or the option`() async throws {
        try await make("cirros")
        for line in ["'\(other)//my image'", "'\(other)' --name 'my: image'", "//here --public"] {
            let result = try await shell.run("image copy cirros \(line)")
            #expect(result.status == .done, "\(result.errors)")
        }
        #expect(try await names(on: other) == "my image\nmy: image\n")
        let here = try await shell.run("image list -f value -c Name -c Visibility --long")
        #expect(here.output == "cirros shared\nhere public\n", "\(here.output)")
    }

    @Test func `takes a limit of bytes a second`() async throws {
        try await make("cirros")
        let result = try await shell.run("image copy cirros '\(other)' --limit-rate 1G -f value -c Result -c Size")
        #expect(result.output == "copied 14\n", "\(result.errors)")
    }

    @Test func `takes images of other backends, by their addresses`() async throws {
        try await make("cirros")
        let there = try await shell.run("image copy cirros '\(other)//there'")
        #expect(there.status == .done, "\(there.errors)")
        let back = try await shell.run("image copy '\(other)//there' //back; image save back")
        #expect(back.output.hasSuffix("data of cirros"), "\(back.errors)")
        let third = "local:" + shell.directory("third")
        let across = try await shell.run("copy '\(other)//th*' '\(third)' -f value -c Name -c Backend")
        #expect(across.output == "\(third) there\n", "\(across.errors)")
    }

    @Test func `selects several by their names`() async throws {
        try await make("deb11", "deb12", "deb (old)", "cirros", "what?")
        _ = try await shell.run("create debug")
        let result = try await shell.run("image copy 'deb*' cirros deb12 'what\\?' '\(other)' -f value -c Image")
        #expect(result.output == "deb11\ndeb12\ndeb (old)\ncirros\nwhat?\n")
        #expect(result.errors.contains("to \(other): 5 copied"))
        #expect(result.errors.contains("'deb*': 1 without data left out"))
        let some = try await shell.run("image copy nope cirros 'x*' '\(other)' -f csv -c Image -c Result")
        #expect(some.status == .notFound)
        #expect(
            some.output
                == "\"Image\",\"Result\"\n\"nope\",\"failed\"\n\"x*\",\"failed\"\n\"cirros\",\"already there\"\n")
        #expect(some.errors.contains("imgsh: 'nope': no image 'nope' on local\n"), "\(some.errors)")
        #expect(some.errors.hasSuffix("to \(other): 1 already there, 2 failed\n"), "\(some.errors)")
        let none = try await shell.run("image copy 'x*' '\(other)'")
        #expect(none.status == .notFound && none.errors.contains("no image with data fits 'x*' on local"))
    }

    @Test func `copies the others when one fails, and ends with the worst status`() async throws {
        try await make("a", "b", "c")
        let id = try await shell.run("image show b -f value -c id").output.prefix { $0 != "\n" }
        try shell.directory.damage(".local/share/imgsh/content/\(id.prefix(2))/\(id)")
        _ = try await shell.run("image copy a '\(other)'")
        _ = try await shell.run("image set --deactivate c")
        let result = try await shell.run("image copy a b c '\(other)' -f csv -c Image -c Result")
        #expect(result.output == "\"Image\",\"Result\"\n\"a\",\"already there\"\n\"b\",\"failed\"\n\"c\",\"failed\"\n")
        #expect(result.status == .integrity)
        #expect(result.errors.contains("imgsh: 'b' was not copied to \(other): the stored data of 'b' is damaged"))
        #expect(result.errors.contains("imgsh: 'c' was not copied to \(other): image 'c' is deactivated"))
        #expect(result.errors.contains("to \(other): 1 already there, 2 failed"))
        #expect(try await names(on: other) == "a\n")
    }

    @Test(arguments: [
        ("copy cirros", 2, "needs <destination>"),
        ("copy cirros local", 2, "'cirros' was not copied to local: that would be a copy onto itself"),
        ("copy cirros //cirros", 2, "that would be a copy onto itself"),
        ("copy cirros //", 2, "try: image copy "),
        ("copy cirros copy-of-it", 2, "try: image copy IMAGE //copy-of-it"),
        ("copy nothing local:other", 3, "no image 'nothing' on local"),
        ("copy local:other//nothing //x", 3, "no image 'nothing' on local:other"),
        ("copy cirros later local:other//x", 2, "2 images cannot all be called 'x'"),
        ("copy cirros local:other//x --name y", 2, "--name y cannot stand beside //x"),
        ("copy later local:other", 5, "'later' was not copied to local:other: it holds no data"),
        ("copy cirros local:file", 2, "'file' is a file"),
        ("copy cirros local:other --store fast", 2, "cannot choose among stores"),
        ("copy cirros // --all-stores", 2, "cannot choose among stores"),
        ("copy cirros local:other --all-stores", 2, "one store takes the data"),
        ("copy cirros local:other --visibility nobody", 2, "unknown visibility 'nobody'"),
        ("copy cirros glance@nowhere", 2, "glance"),
    ])
    func `refuses what cannot be, and copies nothing`(_ line: String, _ status: Int32, _ message: String) async throws {
        let program = try TestProgram()
        try program.directory.write("file", "data")
        let made = try await program.run(
            "-c", "create cirros --file file --disk-format raw; create later --disk-format raw --container-format bare")
        #expect(made.status == 0, "\(made.errors)")
        let result = try await program.run("-c", line)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try await program.run("-c", "@local:other image list -f value").output.isEmpty)
        #expect(try await program.run("image", "list", "-f", "value", "-c", "Name").output == "cirros\nlater\n")
    }

    @Test(arguments: [
        ("*", "", true), ("*", "abc", true), ("a*c", "abbc", true), ("a*c", "abb", false), ("a*b*c", "aXbYbZc", true),
        ("?", "é", true), ("?", "", false), ("a?c", "abc", true), ("a\\*", "a*", true), ("a\\*?", "ab", false),
        ("*a*b", "xaxxb", true), ("*.img", "x.img.bak", false), ("[x]*", "[x] y", true), ("[x]*", "x", false),
    ])
    func `matches names as shells do, but for brackets`(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect(NameSelector(pattern).matches(name) == fits)
    }

    @Test(arguments: [("", ""), ("abc", "abc"), ("a\\*", "a*"), ("[a]", "[a]"), ("a\\b", "a\\b"), ("\\?\\\\", "?\\")])
    func `takes anything else for a name`(_ text: String, _ name: String) {
        #expect(NameSelector(text).plainName == name)
    }

    @Test(arguments: ["*", "a?", "\\**"])
    func `takes no pattern for a name`(_ text: String) { #expect(NameSelector(text).plainName == nil) }
}

struct `image copy between the stores of one service` {
    @Test func `lets the service do it`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        let result = try await shell.run(
            "image copy cirros // --store slow -f value -c Image -c Result; image show cirros -f value -c stores")
        #expect(result.output == "cirros copied\nfast,slow\n", "\(result.errors)")
        let again = try await shell.run("image copy cirros // --all-stores -f value -c Result")
        #expect(again.output == "already there\n")
        #expect(again.errors.contains("'cirros' is in fast, slow already; nothing was copied"))
        let wrong = try await shell.run("image copy cirros service --store nowhere")
        #expect(wrong.status == .usage && wrong.errors.contains("there is no store 'nowhere'"), "\(wrong.errors)")
    }

    @Test func `tells which store did not take it`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        await shell.service.change { $0.brokenStores = ["slow"] }
        let result = try await shell.run("image copy cirros // --store slow")
        #expect(result.status == .failed && result.errors.contains("'cirros' is not in: slow"), "\(result.errors)")
    }

    @Test func `puts a new image into the store that is named`() async throws {
        let shell = try TestServiceShell()
        _ = try await shell.makeImage("cirros")
        let result = try await shell.run("image copy cirros //other --store slow; image show other -f value -c stores")
        #expect(result.output.hasSuffix("slow\n"), "\(result.errors)")
    }
}
