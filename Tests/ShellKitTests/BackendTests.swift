import BackendKit
import CommandKit
import TestSupport
import Testing

/// Several backends in one session.
struct `several backends` {
    private let shell: TestShell
    /// The address of a store beside the user's own.
    private let other: String

    init() throws {
        shell = try TestShell()
        other = "local:" + shell.directory("other")
    }

    private func names(_ lines: String) async throws -> [String] {
        let result = try await shell.run(lines)
        #expect(result.status == .done, "\(result.errors)")
        // What is created is shown as a table.
        return result.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("+") && !$0.hasPrefix("|") }
    }

    @Test func `are each chosen, and keep what they hold`() async throws {
        let found = try await names(
            """
            create here; use \(other); create there; list -f value -c Name
            use local; list -f value -c Name; use \(other); list -f value -c Name
            """)
        #expect(found == ["there", "here", "there"])
    }

    @Test func `are listed with the current one marked, and closed`() async throws {
        let list = "backend list -f value -c Current -c Backend -c State"
        #expect(try await names(list) == ["* local not opened yet"])
        let found = try await names(
            "list -f value; use \(other) --as o; \(list); backend close; \(list); use \(other); backend close local; \(list)"
        )
        #expect(found == [" local open", "* o open", "* local open", "* \(other) open"])
    }

    @Test func `say which one is current when that one is closed`() async throws {
        let result = try await shell.run("use \(other) --as o; use \(other) --as p; backend close o p; echo end")
        #expect(result.errors == "'p' is closed; the current backend is 'local'\n")
        #expect(result.output == "end\n")
    }

    @Test func `are addressed for one command, in every kind of line`() async throws {
        let found = try await names(
            """
            create here
            @\(other) create there; @\(other) list -f value -c Name; list -f value -c Name
            alias ll='list -f value' there='@\(other)'; there ll -c Name; @\(other) ll -c Name; @'\(other)' openstack image list -f value -c Name
            backend list -f value -c Current -c Backend
            """)
        #expect(found == ["there", "here", "there", "there", "there", "* local", " \(other)"])
        let words = try await shell.run(arguments: ["@\(other)", "image", "list", "-f", "value", "-c", "Name"])
        #expect(words.output == "there\n")
    }

    @Test func `are meant by every line of a script that is addressed`() async throws {
        let script = try shell.file(
            "two.imgsh", "create in-script\nlist -f value -c Name\n@local list -f value -c Name\n")
        #expect(try await names("create here; @\(other) source \(script)") == ["in-script", "here"])
        let choosing = try shell.file("use.imgsh", "use local\n")
        let result = try await shell.run("@\(other) source \(choosing)")
        #expect(result.status == .usage)
        #expect(result.errors.contains("addressed to '\(other)', for this command only; nothing was chosen"))
    }

    @Test func `are meant by every command of a function that is addressed`() async throws {
        let found = try await names(
            """
            function fill; create in-$1 -q -f value > /dev/null; list -f value -c Name; end
            @\(other) fill there; fill here
            alias there='@\(other) fill'; there again; list -f value -c Name
            """)
        #expect(found == ["in-there", "in-here", "in-again", "in-there", "in-here"])
        let checked = try await shell.run(
            arguments: ["--check", "-c", "function f; list; end; @\(other) f; @\(other) g"])
        #expect(checked.errors.contains("no command 'g'") && !checked.errors.contains("'f'"), "\(checked.errors)")
        let using = try await shell.run("function f; use local; end; @\(other) f")
        #expect(using.errors.contains("addressed to '\(other)', for this command only; nothing was chosen"))
    }

    @Test(arguments: [
        ("@", "'@' names no backend"), ("@local", "'@local' needs a command"),
        ("@nope image list", "no backend is called 'nope' (there are: local)"),
        ("@locla image list", "try: backend use local\n"),
        ("@local: image list", "'local:' does not name a backend"), ("@local nope", "no command 'nope'"),
        ("use lcoal", "try: backend use local\n"), ("use local:/etc/passwd", "'/etc/passwd' is a file"),
        ("use local --os-region-name R", "the local backend has no clouds"),
        ("use local --as a/b", "--as: 'a/b' cannot be the name of a backend"),
        ("use local --as local", "'local' is a kind of backend"), ("alias @x='list'", "cannot be the name of an alias"),
        ("show local//", "'local//' names a backend, but no image of it"), ("show //", "names a backend, but no image"),
        ("show local://x", "'local:' does not name a backend"), ("use local:", "try: backend use local:/srv/images\n"),
        ("use glance@", "try: backend use glance@CLOUD\n"), ("use nova@:", "try: backend use nova@CLOUD\n"),
        ("use @prod", "try: backend use glance@prod\n"),
    ])
    func `are never guessed`(_ line: String, _ words: String) async throws {
        let result = try await shell.run(line)
        #expect(result.status == .usage)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `of one name cannot both be open`() async throws {
        let result = try await shell.run("use \(other) --as o; use \(other)-2 --as o")
        #expect(result.status == .conflict)
        #expect(result.errors.contains("an open backend is called 'o' already: \(other)\n"), "\(result.errors)")
        #expect(result.errors.contains("try: backend use \(other)-2 --as NAME\n"))
        let again = try await names(
            "use \(other) --as o; use local; use \(other) --as o; use o; backend list -f value -c Backend")
        #expect(again == ["o", "local"])
    }

    @Test func `that are not open cannot be closed`() async throws {
        let result = try await shell.run("use \(other) --as other; backend close othr")
        #expect(result.status == .notFound)
        #expect(result.errors.contains("no open backend is called 'othr' (open: other)"))
        #expect(result.errors.contains("try: backend close other\n"))
    }

    @Test func `that do not open leave the current one`() async throws {
        let file = try shell.file("file", "x")
        let script = try shell.file("s.imgsh", "use local:\(file)\n")
        let result = try await shell.run("source \(script)")
        #expect(result.errors.contains("\(script):1:5: '\(file)' is a file, not the directory of a store"))
        #expect(try await names("backend list -f value -c Current -c Backend") == ["* local"])
    }

    @Test(arguments: [
        ("use prod", "try: backend use cloudy@prod\n"), ("@prod image list", "try: backend use cloudy@prod\n"),
        ("show prod//x", "try: cloudy@prod//x\n"), ("create x -q; copy x prod", "try: image copy IMAGE cloudy@prod\n"),
        ("create x -q; copy x nope", "try: image copy IMAGE //nope\n"), ("use nope", "try: help backends\n"),
    ])
    func `are named in full for who says the cloud alone`(_ line: String, _ hint: String) async throws {
        let result = try await TestShell(plugins: [Cloudy()]).run(line)
        #expect(result.status == .usage || result.status == .notFound)
        #expect(result.errors.hasSuffix(hint), "\(result.errors)")
        let start = try await TestShell(plugins: [Cloudy()], environment: ["IMGSH_BACKEND": "prod"]).run("list")
        #expect(start.errors.hasSuffix("try: backend use cloudy@prod\n"), "\(start.errors)")
    }
}

/// Has a cloud called 'prod' that cannot be opened.
private struct Cloudy: Plugin {
    let name = "cloudy"

    func register(with registrar: inout Registrar) throws {
        try registrar.add(
            BackendProvider(
                name: "cloudy", summary: "for tests", forms: ["cloudy@CLOUD"],
                suggestions: { _ in [BackendAddress(kind: "cloudy", cloud: "prod")] }
            ) { _, _ in throw ImageError(.usage, "not today") })
    }
}
