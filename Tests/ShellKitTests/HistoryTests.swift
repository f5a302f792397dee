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
}
