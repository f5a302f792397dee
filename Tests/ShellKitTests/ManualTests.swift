import CommandKit
import Foundation
import StandardCommands
import Testing

@testable import ShellKit

struct `the manual page` {
    private func page() throws -> String { Manual.page(try Registrar(plugins: [StandardPlugin()]).finish()) }

    /// What the system sets for every program, what is for tests, and what we tell a child of our own.
    private static let notForPeople: Set<String> = [
        "COLUMNS", "HOME", "IMGSH_FAULT", "IMGSH_NAME_REFRESH", "IMGSH_TEST_STOP_AT", "PATH", "SHELL", "SSLKEYLOGFILE",
        "TERM",
    ]

    @Test func `has each variable that the sources read`() throws {
        // Those of the openstack client are said in one word.
        let names = try variables(below: "Sources").filter { !$0.hasPrefix("OS_") }
        #expect(names.count > 30, "the test must see the sources")
        let page = try page().lowercased()
        for name in names.subtracting(Self.notForPeople).subtracting(
            try variables(below: "Sources/Shell/ExternalPlugins"))
        {
            #expect(page.contains(name.lowercased()), "nobody is told of \(name)")
        }
    }

    @Test func `shows the double quotes that are typed`() throws {
        // Those of the words behind a macro are roff's own.
        let macros = try page().split(separator: "\n").filter { $0.hasPrefix(".") && !$0.hasPrefix(".TH") }
        #expect(macros.contains(#".B \(dqa $b\(dq"#))
        #expect(!macros.contains { $0.contains("\"") })
    }

    @Test func `has every name of a command, and the output options once for each kind`() throws {
        let page = try page()
        let commands = try Registrar(plugins: [StandardPlugin()]).finish().commands
        for name in commands.filter({ !$0.signature.isHidden }).flatMap({ [$0.name.text] + $0.name.others }) {
            #expect(page.contains(name.replacing("-", with: #"\-"#)), "\(name)")
        }
        #expect(page.ranges(of: #".B \-\-max\-width"#).count == 2)
        #expect(page.contains("\nThe output options are those of lists.\nColumns: ID, Name, "))
    }

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

struct `the first page` {
    @Test func `has the exit statuses of the help`() throws {
        let page = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        for meaning in ExitStatus.meanings {
            #expect(page.contains("\n| \(meaning.status) | \(meaning.meaning) |\n"), "\(meaning)")
        }
    }
}

struct `the page about plugins` {
    @Test func `has each variable that a plugin gets`() throws {
        let page = try String(contentsOf: root.appending(path: "docs/plugins.md"), encoding: .utf8)
        let names = try variables(below: "Sources/Shell/ExternalPlugins").filter { $0.hasPrefix("IMGSH_") }
        #expect(names.count > 15, "the test must see the sources")
        for name in names { #expect(page.contains("`\(name)`"), "nobody is told of \(name)") }
    }
}

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The names of the environment variables in the sources of a directory.
private func variables(below directory: String) throws -> Set<String> {
    let files = try #require(
        FileManager.default.enumerator(at: root.appending(path: directory), includingPropertiesForKeys: nil))
    var names: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /(?:environment\[|variables\[|getenv\()"(\w+)"/) { names.insert(String(match.1)) }
        for match in text.matches(of: /"(IMGSH_[A-Z_]+)"/) { names.insert(String(match.1)) }
    }
    return names
}

struct `the page about the language` {
    @Test func `says that it is made, and of what`() {
        let head = LanguagePage.text().split(separator: "\n").prefix(3)
        #expect(head.first?.hasPrefix("# ") == true)
        #expect(head.contains { $0.contains("make docs") && $0.contains("HelpTopic+Language.swift") })
    }
}
