import CommandKit
import StandardCommands
import Testing

@testable import ShellKit

struct `the manual page` {
    private func page() throws -> String { Manual.page(try Registrar(plugins: [StandardPlugin()]).finish()) }

    @Test(arguments: [
        GlobalOptions.debug, GlobalOptions.timing, GlobalOptions.noRetry, GlobalOptions.logFile, KeptNames.variable,
        "IMGSH_BACKEND", "IMGSH_PLUGIN_PATH", "IMGSH_TOKEN_CACHE", "OS_ENDPOINT",
    ])
    func `has each variable that a person may set`(_ variable: String) throws {
        let headings = try page().split(separator: "\n").filter { $0.hasPrefix(".B ") }
        #expect(headings.contains { $0.dropFirst(3).split(separator: ", ").contains(variable[...]) })
    }

    @Test func `and --help know scripts as arguments`() throws {
        #expect(try page().contains(#"\fIscript\fR.imgsh [\fIargument\fR ...]"#))
        #expect(Usage.text(columns: 80).contains("FILE.imgsh ARGUMENT…"))
    }

    @Test func `says with --help that --check reads every kind of script`() throws {
        let check = try #require(ProcessArguments.options.first { $0.left == "--check" }).right
        #expect(check.contains("a script") && check.contains("-c"))
    }
}

struct `the page about the language` {
    @Test func `says that it is made, and of what`() {
        let head = LanguagePage.text().split(separator: "\n").prefix(3)
        #expect(head.first?.hasPrefix("# ") == true)
        #expect(head.contains { $0.contains("make docs") && $0.contains("HelpTopic+Language.swift") })
    }
}
