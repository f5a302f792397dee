import CommandKit
import TestSupport
import Testing

/// `BACKEND//IMAGE`
struct `an image of another backend` {
    private let shell: TestShell
    private let other: String

    init() throws {
        shell = try TestShell()
        other = "local:" + shell.directory("other")
    }

    private func output(_ lines: String) async throws -> String {
        let result = try await shell.run(lines)
        #expect(result.status == .done, "\(result.errors)")
        return result.output
    }

    @Test func `is shown, changed, saved and deleted there`() async throws {
        let file = try shell.file("data", "0123456789")
        let saved = shell.directory("saved")
        _ = try await output("create x; @\(other) create x --file \(file) --disk-format raw")
        let image = "\(other)//x"
        let shown = try await output(
            """
            set \(image) --tag a --property os_distro=debian; tag add \(image) b; tag remove \(image) a
            unset \(image) --property os_distro; save \(image) --file \(saved); deactivate \(image)
            show \(image) -f value -c status -c size; reactivate \(image); set \(image) --name y
            show \(other)//y -f json -c tags --noindent; delete \(other)//y
            show x -f value -c status -c tags
            """)
        #expect(shown == "10\ndeactivated\n{\"tags\": [\"b\"]}\nqueued\n[]\n", "\(shown)")
        #expect(try shell.directory.read("saved") == Array("0123456789".utf8))
        #expect(try await output("@\(other) list -f value") == "")
    }

    @Test func `is made there, and gets data there`() async throws {
        let file = try shell.file("data", "0123456789")
        #expect(try await output("create \(other)//new --file \(file) -f value -c name") == "new\n")
        #expect(try await output("list -f value; @\(other) list -f value -c Name; delete \(other)//new") == "new\n")
        _ = try await output("@\(other) create later --disk-format raw --container-format bare")
        #expect(try await output("upload \(other)//later --file \(file) -f value -c size") == "10\n")
    }

    @Test func `is deleted with those of the current one, whichever is missing`() async throws {
        _ = try await output("create a; @\(other) create a; @\(other) create b; @\(other) create c")
        let failed = try await shell.run("delete a \(other)//nope \(other)//a")
        #expect(failed.status == .notFound)
        #expect(failed.errors.hasSuffix("2 of 3 images deleted, 1 failed\n"), "\(failed.errors)")
        #expect(try await output("list -f value; @\(other) list -f value -c Name") == "b\nc\n")
        #expect(try await output("delete \(other)//b; @\(other) list -f value -c Name") == "c\n")
    }

    @Test func `that is not there is said to be missing there`() async throws {
        let result = try await shell.run("show \(other)//nope")
        #expect(result.errors.contains("no image 'nope' on \(other)\n"))
        #expect(result.errors.contains("try: @\(other) image list\n"))
        _ = try await output("@\(other) create twin; @\(other) create twin")
        #expect(try await shell.run("show \(other)//twin").errors.contains("try: \(other)//twin@newest, or one of"))
        #expect(try await shell.run("show lcoal//x").errors.contains("try: local//x\n"))
    }

    @Test func `leaves every name possible`() async throws {
        let names = ["a//b", "http://host/x", "//x", "local//x", "@x", "local:y", "x y"]
        for name in names { _ = try await shell.run(arguments: ["image", "create", "--name", name]) }
        for name in names {
            let result = try await shell.run(arguments: ["image", "show", "//" + name, "-f", "value", "-c", "name"])
            #expect(result.output == name + "\n", "\(result.errors)")
        }
        for name in ["a//b", "http://host/x", "@x", "local:y", "x y"] {
            let result = try await shell.run(arguments: ["image", "show", name, "-f", "value", "-c", "name"])
            #expect(result.output == name + "\n", "\(result.errors)")
        }
    }

    @Test func `cannot be where a list begins`() async throws {
        _ = try await output("@\(other) create x; create x")
        let result = try await shell.run("list --marker \(other)//x")
        #expect(result.status == .usage)
        #expect(result.errors.contains("the list is of 'local', and --marker names an image of '\(other)'"))
        #expect(try await output("list --marker local//x -f value; @\(other) list --marker \(other)//x -f value") == "")
    }

    @Test func `and its backend are completed`() async throws {
        func words(_ line: String) async throws -> [String] {
            try await shell.run(arguments: ["__complete", "--", line]).output.split(separator: "\n").map { row in
                String(row.split(separator: "\t", omittingEmptySubsequences: false)[0])
            }
        }
        _ = try await output("create here; @\(other) create there; @\(other) create 'my image'; @\(other) create a//b")
        #expect(try await words("show \(other)//") == ["\(other)//a//b", "'\(other)//my image'", "\(other)//there"])
        #expect(try await words("show \(other)//a//") == ["\(other)//a//b"])
        #expect(try await words("show //h") == ["//here"])
        #expect(try await words("show h") == ["here"])
        #expect(try await words("@\(other) show t") == ["there"])
        #expect(try await words("@\(other) show lo") == ["local//"])
        #expect(try await words("@lo") == ["@local"])
        #expect(try await words("@nope show t") == [])
        #expect(try await words("show nope//") == [])
    }
}
