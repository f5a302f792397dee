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

    @Test(arguments: [("a*", true), ("a?", true), ("[a]", true), ("a", false), ("", false), ("a]b", false)])
    func `is told by its characters`(_ word: String, _ isPattern: Bool) {
        #expect(PathPattern.isPattern(word) == isPattern)
    }
}
