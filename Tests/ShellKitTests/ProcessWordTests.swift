import CommandKit
import Foundation
import TestSupport
import Testing

@testable import ShellKit

struct `the words the process was started with` {
    @Test(
        arguments: [
            ("caf\u{E9}.raw", [0x63, 0x61, 0x66, 0xC3, 0xA9, 0x2E, 0x72, 0x61, 0x77]), ("", []),
            ("\u{FFFD}", [0xEF, 0xBF, 0xBD]),
        ] as [(String, [UInt8])])
    func `are texts`(_ text: String, _ bytes: [UInt8]) throws {
        #expect(try ProcessWords.read([Array("imgsh".utf8), bytes]) == ["imgsh", text])
    }

    @Test(
        arguments: [
            ("caf\\xe9.raw", [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x72, 0x61, 0x77]), ("\\xff", [0xFF]),
            ("\u{E9}\\xc3", [0xC3, 0xA9, 0xC3]), ("a\\x80\\x80b", [0x61, 0x80, 0x80, 0x62]),
        ] as [(String, [UInt8])])
    func `are refused when they are not UTF-8, for they would be changed`(_ shown: String, _ bytes: [UInt8]) throws {
        let words = [Array("imgsh".utf8), Array("image".utf8), bytes]
        let error = try #require(throws: UsageError.self) { try ProcessWords.read(words) }
        #expect(error.message == "the argument '\(shown)' is not UTF-8; nothing was run")
    }

    @Test(
        arguments: [
            (["list", "--os-password", "word"], [2]), (["--os-passw=word", "list"], [0]),
            (["--os-token", "word"], [1]),
            (["--os-application-credential-secret", "word", "--os-cloud", "x"], [1]),
            (["--os-auth-token", "word"], [1]),
            (
                ["--os-access-token-type", "x", "--os-cloud", "x", "--property", "x", "--os-code-challenge-method=x"],
                []
            ),
            (["--os-password"], []), (["--os-password="], []),
        ] as [([String], [Int])])
    func `that are passwords or tokens are known`(_ words: [String], _ secret: [Int]) {
        let found = ProcessWords.secrets(in: words).filter { !words[$0.word].utf8.dropFirst($0.start).isEmpty }
        #expect(found.map(\.word) == secret)
        for (word, start) in found {
            #expect(String(decoding: words[word].utf8.dropFirst(start), as: UTF8.self) == "word")
        }
    }

    @Test(arguments: [["--os-password", "hunter2hunter2"], ["--os-passw=hunter2hunter2"]])
    func `show no secret to other users of the machine`(_ options: [String]) async throws {
        let (come, gate) = (Gate(), Gate())
        let server = try ScriptedServer { connection in
            _ = try connection.readRequest()
            come.open()
            _ = gate.wait()
        }
        let program = try TestProgram(environment: [
            "OS_AUTH_URL": server.address + "/v3", "OS_USERNAME": "me", "OS_PROJECT_NAME": "p", "IMGSH_NO_RETRY": "1",
        ])
        let running = try program.start(["image", "list"] + options)
        #expect(await come.waitAsync())
        let shown = try String(contentsOfFile: "/proc/\(running.identifier)/cmdline", encoding: .utf8)
        #expect(shown.contains("image\0list\0--os-") && shown.contains("***") && !shown.contains("hunter2"))
        gate.open()
        _ = try await running.finish()
        // It was sent all the same.
        #expect(server.requests.contains { String(decoding: $0.body, as: UTF8.self).contains("hunter2hunter2") })
    }

    @Test func `are repaired while another shell completes them`() throws {
        let words = ["imgsh", "__complete", "bash", "--"].map { Array($0.utf8) }
        #expect(try ProcessWords.read(words + [[0x61, 0xFF]]).last == "a\u{FFFD}")
    }
}
