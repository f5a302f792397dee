import BackendKit
import Foundation
import TestSupport
import Testing

@testable import FileIO

struct `a file that gets its name where there are no links` {
    @Test func `has it, and leaves no other`() throws {
        let directory = try TemporaryDirectory()
        let part = try directory.write(".part", "new")
        try Directory.claimAndReplace(part, directory("out"))
        #expect(try directory.names() == ["out"])
        #expect(try directory.read("out") == Array("new".utf8))
    }

    @Test func `replaces nothing, not even a dangling link`() async throws {
        let directory = try TemporaryDirectory()
        let part = try directory.write(".part", "new")
        try directory.write("out", "precious")
        try FileManager.default.createSymbolicLink(atPath: directory("link"), withDestinationPath: "nowhere")
        for name in ["out", "link"] {
            await expectError(.conflict) { try Directory.claimAndReplace(part, directory(name)) }
        }
        #expect(try directory.names().sorted() == [".part", "link", "out"])
        #expect(try directory.read("out") == Array("precious".utf8))
    }

    @Test func `cannot have one where there is no directory`() async throws {
        let directory = try TemporaryDirectory()
        let part = try directory.write(".part", "new")
        await expectError(.notFound) { try Directory.claimAndReplace(part, directory("missing/out")) }
        #expect(try directory.names() == [".part"])
    }

    @Test func `leaves no name behind when that fails`() async throws {
        let directory = try TemporaryDirectory()
        await expectError(.notFound) { try Directory.claimAndReplace(directory("missing"), directory("out")) }
        #expect(try directory.names().isEmpty)
    }
}
