import CommandKit
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

    @Test func `are repaired while another shell completes them`() throws {
        let words = ["imgsh", "__complete", "bash", "--"].map { Array($0.utf8) }
        #expect(try ProcessWords.read(words + [[0x61, 0xFF]]).last == "a\u{FFFD}")
    }
}
