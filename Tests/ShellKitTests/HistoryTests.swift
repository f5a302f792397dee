import BackendKit
import CommandKit
import FileIO
import Foundation
import StandardCommands
import TestSupport
import Testing

@testable import ShellKit

struct `the history` {
    @Test func `keeps lines as they are, in a private file`() throws {
        let directory = try TemporaryDirectory()
        let file = try #require(try HistoryLines(directory: directory("state")))
        let lines = ["image list", "create 'two\nlines'", "echo \\n \\", "show café 日本 🙂"]
        for line in lines { try file.append(line) }
        #expect(try file.read() == lines)
        #expect(try FileStatus.of(directory("state/history"))?.mode == 0o600)
        #expect(try FileStatus.of(directory("state"))?.mode == 0o700)
    }

    @Test func `of two shells loses no line`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory("state")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for shell in 0..<4 {
                group.addTask {
                    let file = try #require(try HistoryLines(directory: path))
                    for number in 0..<50 { try file.append("\(shell) \(number)") }
                }
            }
            try await group.waitForAll()
        }
        #expect(try HistoryLines(directory: path)?.read().count == 200)
    }

    @Test func `is read while others hold it, and whoever does not wait for them is told`() async throws {
        let directory = try TemporaryDirectory()
        let file = try #require(try HistoryLines(directory: directory("state")))
        let lines = (0..<13_000).map { "echo \($0)" }
        try directory.write("state/history", lines.joined(separator: "\n") + "\n")
        let held = try #require(try FileLock(directory("state/history.lock"), .exclusive, waits: false))
        #expect(try file.read() == lines, "cutting it is for later")
        await expectError(.conflict) { try file.append("image list", waits: false) }
        held.release()
        try file.append("image list", waits: false)
        #expect(try file.read().last == "image list")
    }

    @Test func `is cut when it grows too long`() throws {
        let directory = try TemporaryDirectory()
        let file = try #require(try HistoryLines(directory: directory("state")))
        let lines = (0..<13_000).map { "echo \($0)" }
        try directory.write("state/history", lines.joined(separator: "\n") + "\n")
        #expect(try file.read() == lines.suffix(HistoryLines.most))
        #expect(try file.read().count == HistoryLines.most)
    }

    @Test func `is not kept where somebody put a link to nothing`() throws {
        let directory = try TemporaryDirectory()
        try Directory.make(directory("state"))
        try FileManager.default.createSymbolicLink(
            atPath: directory("state/history"), withDestinationPath: "/dev/null")
        #expect(try HistoryLines(directory: directory("state")) == nil)
    }

    @Test(arguments: [
        ("image list", true), (" image list", false), ("create x --property a=b", true), ("", false),
        ("use glance --os-password hunter2", false), ("use glance --os-token=abc", false),
        ("image import x --uri https://user:word@host/x", false), ("image import x --uri https://host/x", true),
        ("image import x --uri 'https://host/x?X-Amz-Signature=abc'", false), ("!curl -u a:b --password x", false),
        ("!ls -l", true), ("create token", true), ("set x --property os_secret=1", false), ("echo 'open quote", true),
    ])
    func `has no secrets in it`(_ line: String, _ isKept: Bool) throws {
        let registry = try Registrar(plugins: [StandardPlugin()]).finish()
        #expect(HistoryPolicy.keeps(line, registry: registry) == isKept)
    }

    @Test(arguments: [
        ("deploy x --db-pass hunter2", "deploy x --db-pass ***"), ("deploy --db-pass=hunter2", "deploy --db-pass=***"),
        ("deploy --db-p hunter2", "deploy --db-p ***"), ("deploy --db=hunter2 x", "deploy --db=*** x"),
        ("deploy -k hunter2", "deploy -k ***"), ("deploy -khunter2", "deploy -k***"),
        ("@local deploy --db-pass hunter2", "@local deploy --db-pass ***"),
        ("openstack deploy -khunter2", "openstack deploy -k***"), ("dep -khunter2", "dep -k***"),
        ("here dep -khunter2", "here dep -k***"), ("secretly hunter2", nil), ("deploy --db-host hunter2", nil),
        ("deploy hunter2 --dry", nil), ("deploy 'a b' --d hunter2", "deploy 'a b' --d ***"),
    ])
    func `has no secret option of a plugin in it, however it is spelt, and neither has an echo`(
        _ line: String, _ shown: String?
    ) throws {
        let registry = try Registrar(plugins: [StandardPlugin(), DeployPlugin()]).finish()
        var aliases = Aliases()
        try aliases.set("dep", to: "deploy", among: registry)
        try aliases.set("here", to: "@local", among: registry)
        try aliases.set("secretly", to: "deploy --db-pass", among: registry)
        let isKept = HistoryPolicy.keeps(line, registry: registry, aliases: aliases)
        #expect(isKept == (shown == nil && !line.hasPrefix("secretly")))
        let words = try #require(try Parser.plainCommand(line))
        if let shown { #expect(CommandText.line(words, Deploy().signature) == shown) }
    }
}

/// A command with a secret.
private struct Deploy: NamedCommand {
    static let name = CommandName("deploy")

    let place = Positional("place", of: String.self, help: "Where")
    let password = SecretParameter()
    let host = Option("--db-host", value: "host", of: String.self, help: "Where the database is")

    var signature: Signature {
        Signature(
            Self.name, "Deploy", place, password, host, examples: [Example("deploy x", "To x")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {}
}

private struct SecretParameter: Parameter {
    let shape = ParameterShape(
        key: "--db-pass", kind: .option, spellings: [.init("--db-pass", others: ["-k"], help: "h")], valueName: "word",
        isSecret: true)

    func decode(_ given: [Given]) -> String? { given.last?.value.text }
}

private struct DeployPlugin: Plugin {
    let name = "deploy"

    func register(with registrar: inout Registrar) throws { try registrar.add(Deploy()) }
}
