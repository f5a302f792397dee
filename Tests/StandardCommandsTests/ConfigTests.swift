import CommandKit
import TestSupport
import Testing

struct `config` {
    @Test func `shows every setting, its value and what it is for`() async throws {
        let shell = try TestShell()
        let lines = try await shell.run("config -f csv --quote none").output.split(separator: "\n")
        #expect(lines.first == "Name,Value,Description")
        #expect(lines.contains("debug,off,Show each request to a service and its answer"))
        #expect(lines.contains("connections,1,How many connections fetch the data of one image, for long ways"))
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
        #expect(name.errors.contains("no setting 'timings' (there are: debug, timing, "))
        #expect(name.errors.contains("try: config timing"))
    }

    @Test func `completes names and values`() async throws {
        let shell = try TestShell()
        let names = try await shell.run(arguments: ["__complete", "config "])
        #expect(names.output.contains("timing\tShow how long each request to a service took\n"))
        #expect(try await shell.run(arguments: ["__complete", "config debug o"]).output.hasPrefix("on"))
    }
}
