import CommandKit
import TestSupport
import Testing

struct `config` {
    @Test func `shows every setting, its value and what it is for`() async throws {
        let shell = try TestShell()
        let lines = try await shell.run("config -f csv --quote none").output.split(separator: "\n")
        #expect(lines.first == "Name,Value,Description")
        #expect(lines.contains("debug,off,Show each request to a service and its answer"))
        #expect(lines.contains("connections,1,How many connections fetch the data of one image\\, for long ways"))
        #expect(lines.contains("editing,editrc,Keys that edit the line"))
        let prompt = try await shell.run("config prompt -f value -c Value").output
        #expect(prompt.hasPrefix("imgsh {cyan}{backend}{red}[ {offline}]"))
    }

    @Test func `changes a setting for the session`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            "config timing on; config timing -f value -c Value; config timing off; config timing -f value -c Value")
        #expect(result.output == "on\noff\n")
        #expect(result.status == .done)
    }

    @Test func `names what it takes`() async throws {
        let shell = try TestShell()
        let value = try await shell.run("config debug yes")
        #expect(value.status == .usage)
        #expect(value.errors.contains("'debug' cannot be 'yes' (choose from on, off)"))
        let name = try await shell.run("config timings on")
        #expect(name.errors.contains("no setting 'timings' (there are: connections, debug, dry-run, echo, editing, "))
        #expect(name.errors.contains("try: config timing"))
    }

    @Test func `has help with every setting and what it takes`() async throws {
        let page = try await TestShell().run("help config").output.replacing("\n", with: " ")
        #expect(
            page.contains(
                "; debug, dry-run, echo, highlighting, pager, suggestions, timing (on, off); editing (emacs, "))
        #expect(page.contains("; layout (auto, table, vertical); ") && page.contains(" right-prompt (a text). "))
    }

    @Test func `takes prompts with fields, and says what is wrong with one`() async throws {
        let shell = try TestShell()
        let result = try await shell.run("config prompt '{backend}[ {jobs}]> '; config prompt -f value -c Value")
        #expect(result.output == "{backend}[ {jobs}]> \n")
        let field = try await shell.run("config right-prompt '{bakend}'")
        #expect(field.status == .usage)
        #expect(field.errors.contains("'right-prompt': unknown field of a prompt 'bakend'"))
        #expect(field.errors.contains("try: backend"))
        let reset = try await shell.run("config prompt x; config prompt ''; config prompt -f value -c Value")
        #expect(reset.output.hasPrefix("imgsh {cyan}{backend}"))
    }

    @Test func `completes names and values`() async throws {
        let shell = try TestShell()
        let names = try await shell.run(arguments: ["__complete", "config "])
        #expect(names.output.contains("timing\tShow how long each request to a service took\n"))
        #expect(try await shell.run(arguments: ["__complete", "config debug o"]).output.hasPrefix("on"))
    }
}
