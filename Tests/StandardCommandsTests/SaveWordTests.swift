import CommandKit
import Testing

@testable import StandardCommands

struct `a pattern for names` {
    @Test(arguments: [
        ("ubuntu*", "ubuntu-24.04", true), ("ubuntu*", "ubuntu", true), ("ubuntu*", "xubuntu", false),
        ("*", "", true), ("", "", true), ("", "x", false), ("?", "", false), ("?", "é", true), ("a?c", "abc", true),
        ("*-12", "debian-12", true), ("*a*b*", "xxaxxaxb", true), ("*a*b", "aba", false), ("[a]", "[a]", true),
        ("[a]", "a", false), ("**", "x", true), ("a*", "A", false), ("\u{e9}", "e\u{301}", false),
        ("*********************b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func `stands for every name it describes`(_ pattern: String, _ name: String, _ matches: Bool) {
        #expect(NameSelector(pattern).matches(name) == matches)
    }
}

struct `a rate` {
    @Test(arguments: [
        ("1", 1), ("500", 500), ("500b", 500), ("500k", 512_000), ("500K", 512_000), ("500KiB", 512_000),
        ("500kB", 512_000), ("1.5M", 1_572_864), ("2G", 2_147_483_648), ("0.5k", 512),
    ])
    func `is read as curl reads it`(_ text: String, _ wanted: Int64) throws {
        #expect(try TransferRate(argument: text).bytesPerSecond == wanted)
    }

    @Test(arguments: ["", "k", "0", "-1", "1x", "1kk", "1.2.3M", "fast", "1e9", "99999999999999999G", "1 M", "١"])
    func `is nothing else`(_ text: String) {
        #expect(throws: ArgumentProblem.self) { try TransferRate(argument: text) }
    }
}

struct `the summary of several images` {
    @Test func `ends with the worst status`() {
        var summary = BatchSummary(of: 4, "saved to 'd'")
        #expect(summary.status == nil)
        for status in [ExitStatus.network, .notFound, .conflict, .integrity, .failed] {
            summary.failed(status)
        }
        #expect(summary.status == .integrity)
    }
}
