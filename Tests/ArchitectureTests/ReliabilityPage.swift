import Foundation
import Testing

/// `docs/reliability.md` names the tests that prove it.
struct `the page about reliability` {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The rows of its tables, their cells without space around them. What follows the figures of `make torture` is
    /// proved by its command and not by tests.
    private static func rows() throws -> [[String]] {
        try String(contentsOf: root.appending(path: "docs/reliability.md"), encoding: .utf8)
            .components(separatedBy: "<!-- torture: begin -->")[0].split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
            .map { line in
                line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
    }

    /// What stands between backquotes.
    private static func quoted(_ text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// The names of all test functions.
    private static func testNames() throws -> Set<String> {
        let files = try #require(
            FileManager.default.enumerator(at: root.appending(path: "Tests"), includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                guard let start = line.range(of: "func `") else { continue }
                names.insert(String(line[start.upperBound...].prefix { $0 != "`" }))
            }
        }
        return names
    }

    @Test func `has each of the 28 faults once, in order`() throws {
        let numbers = try Self.rows().compactMap { Int($0[0]) }
        #expect(numbers == Array(1...28))
    }

    @Test func `names at least one test for each fault, and only tests there are`() throws {
        let names = try Self.testNames()
        #expect(names.count > 500, "the test must see the tests")
        let rows = try Self.rows().filter { $0[0] != "#" && $0[0] != "Fault" }
        #expect(rows.count > 28)
        for row in rows {
            let tests = Self.quoted(row[row.count - 1])
            #expect(!tests.isEmpty, "row '\(row[0])' is proved by nothing")
            for test in tests { #expect(names.contains(test), "there is no test '\(test)'") }
        }
    }
}
