import CommandKit
import TestSupport
import Testing

struct help {
    @Test func `of a command tells its options, what it ends with, and who can do it`() async throws {
        let shell = try TestShell()
        let page = try await shell.run("help image create").output
        for text in [
            "Usage:", "--disk-format <disk-format>", "\\x0a (default:", "Examples:", "Exit status:\n  0 done",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains("Of the open backends: local can."))
        #expect(try await shell.run("help image add project").output.contains("Of the open backends: local cannot."))
    }

    @Test(arguments: ["help", "help plugin list", "help image metadef namespace import", "help cached image list"])
    func `cuts no word at the end of a row`(_ line: String) async throws {
        let page = try await TestShell().run(line).output
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page)")
    }

    @Test(arguments: [("image list", "ID, Name, Disk Format"), ("image show", "checksum, "), ("jobs", "Job, State, ")])
    func `names the columns that -c takes`(_ command: String, _ columns: String) async throws {
        let page = try await TestShell(columns: 2000).run("help \(command)").output
        #expect(page.contains("\n\nColumns: \(columns)"), "\(page)")
    }

    @Test func `shows options that a command cannot do without as such`() async throws {
        let shell = try TestShell(columns: 2000)
        var found = 0
        for command in try `the examples in the help`.registry().commands {
            let words = HelpText.positionals(command.signature).map { _ in "x" }
            let line = ([command.name.text] + words).joined(separator: " ")
            let errors = try await shell.run(arguments: ["--check", "-c", line]).errors
            guard let missing = errors.firstMatch(of: /needs (--[a-z-]+)\n/) else { continue }
            #expect(HelpText.synopsis(of: command.signature).contains(" \(missing.1) <"), "\(line)")
            found += 1
        }
        #expect(found > 5, "the test must see some")
    }

    @Test func `about the background names each command that is refused there`() async throws {
        let page = try await TestShell(columns: 2000).run("help background").output
        for command in try `the examples in the help`.registry().commands where command.signature.foregroundOnly != nil
        {
            let names = [command.name.text] + command.name.others
            #expect(names.contains { page.contains("'\($0)'") }, "\(names)")
        }
    }

    @Test func `finds a word in names, summaries and options`() async throws {
        let shell = try TestShell()
        let found = try await shell.run("help /CHECKSUM").output
        #expect(found.contains("  image save") && found.contains("--require-checksum"))
        #expect(try await shell.run("help /suggest").output.contains("help keys"))
        let nothing = try await shell.run("help /xyzzy")
        #expect(nothing.status == .usage && nothing.errors.contains("nothing in the help has to do with 'xyzzy'"))
        #expect(try await shell.run("help /").status == .usage)
    }

    @Test(arguments: ["wait", "source", "watch", "exit", "image show"])
    func `promises no command a status that it may not keep to`(_ command: String) async throws {
        let page = try await TestShell().run("help \(command)").output
        #expect(
            page.hasSuffix("Exit status:\n  0 done and verified; any other one is explained by 'help exit-status'\n"))
    }

    @Test(arguments: ["metadef", "tag", "metadef namespace", "image metadef namespace"])
    func `knows nouns without the word image, and nouns of two words`(_ noun: String) async throws {
        let shell = try TestShell()
        let listed = try await shell.run("help \(noun)")
        #expect(listed.status == .done && listed.output.contains("image "), "\(listed.errors)")
        #expect(try await shell.run("\(noun) --help").output == listed.output)
    }

    @Test(arguments: [
        ("image tag", "'image tag' needs a verb: add, remove"), ("image member", "'image member' needs a verb: "),
        ("metadef namespace", "'metadef namespace' needs a verb: "), ("image", "'image' needs a verb\n"),
        ("x=1", "try: let x = 1\n"), ("export X=1", "try: let X = 1\n"), ("for x in a", "try: foreach NAME in"),
        ("while x", "try: foreach NAME in"), ("local a=b c", "try: let a = b\n"),
        ("[ -f x ]", "try: if echo $NAME | grep"),
        ("done", "try: end\n"), ("elif x", "try: else if COMMAND\n"),
        ("z", "try: help\n"),
    ])
    func `is pointed to where a line begins no command`(_ line: String, _ said: String) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .usage && result.errors.contains(said), "\(result.errors)")
    }

    @Test(arguments: [
        ("openstack flavor list", "no command 'flavor'\n"), ("openstack image lst", "no command 'image lst'\n"),
        ("glance imag-list", "try: image-list, image list\n"), ("openstack", "no command 'openstack'\n"),
        ("openstack openstack image list", "no command 'openstack'\n"),
        (String(repeating: "glance ", count: 20_000) + "x", "no command 'glance'\n"),
    ])
    func `is not told that another client's name is the mistake`(_ line: String, _ said: String) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .usage && result.errors.contains(said), "\(result.errors)")
    }

    @Test(arguments: [
        ("help cloud", "try: help /cloud\n"), ("help key", "try: help keys\n"),
        ("help exit-statsu", "try: help exit-status\n"), ("help xyzzy", "try: help\n"),
        ("help ''", "try: help\n"), ("help imag list", "try: help image list\n"),
    ])
    func `names what comes nearest to a word it does not explain`(_ line: String, _ said: String) async throws {
        let result = try await TestShell().run(line)
        #expect(result.status == .usage && result.errors.contains(said), "\(result.errors)")
    }

    @Test func `has topics`() async throws {
        let shell = try TestShell()
        #expect(try await shell.run("help").output.contains("Topics:\n"))
        #expect(try await shell.run("help let").output.hasPrefix("Variables and values\n"))
        #expect(try await shell.run("help keys").output.contains("Alt-F, Ctrl-Right"))
    }
}
