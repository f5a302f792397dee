import CommandKit
import TestSupport
import Testing

struct `config` {
    @Test func `shows every setting, its value and what it is for`() async throws {
        let shell = try TestShell()
        #expect(
            try await shell.run("config").output
                == """
                +--------+-------+-----------------------------------------------+
                | Name   | Value | Description                                   |
                +--------+-------+-----------------------------------------------+
                | debug  | off   | Show each request to a service and its answer |
                | timing | off   | Show how long each request to a service took  |
                +--------+-------+-----------------------------------------------+

                """)
    }

    @Test func `changes a setting for the session`() async throws {
        let shell = try TestShell()
        let result = try await shell.run(
            "config timing on; config -f value -c Name -c Value; config timing off; config timing -f value -c Value")
        #expect(result.output == "debug off\ntiming on\noff\n")
        #expect(result.status == .done)
    }

    @Test func `names what it takes`() async throws {
        let shell = try TestShell()
        let value = try await shell.run("config debug yes")
        #expect(value.status == .usage)
        #expect(value.errors.contains("'debug' cannot be 'yes' (choose from on, off)"))
        let name = try await shell.run("config timings on")
        #expect(name.errors.contains("no setting 'timings' (there are: debug, timing)"))
        #expect(name.errors.contains("try: config timing"))
    }

    @Test func `completes names and values`() async throws {
        let shell = try TestShell()
        let names = try await shell.run(arguments: ["__complete", "config "])
        #expect(names.output.contains("timing\tShow how long each request to a service took\n"))
        #expect(try await shell.run(arguments: ["__complete", "config debug o"]).output.hasPrefix("on"))
    }
}
