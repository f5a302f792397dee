import FileIO
import Foundation
import TestSupport
import Testing

struct `a pattern for files` {
    @Test(arguments: [
        ("*", ["a.raw", "b.raw", "c[1]"]), ("*.raw", ["a.raw", "b.raw"]), ("?.raw", ["a.raw", "b.raw"]),
        ("[b-z].raw", ["b.raw"]), ("sub/*", ["sub/d.raw"]), ("*/*", ["sub/d.raw"]), (".*", [".hidden"]),
        ("c\\[1\\]", ["c[1]"]), ("x*", []), ("none/*", []), ("link*", []),
    ])
    func `is read as sh reads it`(_ pattern: String, _ names: [String]) throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory("sub"), withIntermediateDirectories: true)
        for name in ["b.raw", "a.raw", "c[1]", ".hidden", "sub/d.raw"] { try directory.write(name, "") }
        let matches = try PathPattern.matches(directory(pattern))
        #expect(matches.files == names.map { directory($0) })
    }

    @Test func `counts what fits and is no file`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("a", "")
        try FileManager.default.createDirectory(atPath: directory("b"), withIntermediateDirectories: true)
        #expect(try PathPattern.matches(directory("*")).others == 1)
    }

    @Test func `does not stumble over a loop of links`() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("a", "")
        try FileManager.default.createSymbolicLink(atPath: directory("loop"), withDestinationPath: "loop")
        let matches = try PathPattern.matches(directory("*"))
        #expect(matches.files == [file] && matches.others == 1)
    }

    @Test func `tells of a file whose name is no UTF-8`() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("a", "")
        let path = (Array(directory("b").utf8) + [0xFF, 0]).map { CChar(bitPattern: $0) }
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        // Its directory could not be removed with it.
        defer { unlink(path) }
        let matches = try PathPattern.matches(directory("*"))
        #expect(matches.files == [file] && matches.others == 0)
        #expect(matches.unnameable == [directory("b\u{FFFD}")])
    }

    @Test(arguments: [("a*", true), ("a?", true), ("[a]", true), ("a", false), ("", false), ("a]b", false)])
    func `is told by its characters`(_ word: String, _ isPattern: Bool) {
        #expect(PathPattern.isPattern(word) == isPattern)
    }
}
