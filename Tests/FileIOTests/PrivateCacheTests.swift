import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing

struct `a cache of private files` {
    private let directory: TemporaryDirectory
    private let cache: PrivateCache

    init() throws {
        directory = try TemporaryDirectory()
        cache = PrivateCache(directory: directory("cache"), ending: ".json")
    }

    private func path(_ key: String) -> String { directory("cache/" + cache.name(for: key)) }

    private func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory("cache")).sorted()
    }

    @Test func `leaves nothing of what cannot be put into its place`() throws {
        try cache.write([1], for: "b")
        try FileManager.default.createDirectory(atPath: path("a"), withIntermediateDirectories: false)
        #expect(throws: ImageError.self) { try cache.write([2], for: "a") }
        #expect(try names() == [cache.name(for: "a"), cache.name(for: "b")].sorted())
        #expect(cache.read("b", atMost: 1) == [1])
    }

    @Test func `keeps what was written last, for the user alone`() throws {
        #expect(cache.read("a", atMost: 10) == nil)
        try cache.write([1], for: "a")
        try cache.write([2, 3], for: "a")
        try cache.write([4], for: "b")
        #expect(cache.read("a", atMost: 2) == [2, 3])
        #expect(cache.read("b", atMost: 2) == [4])
        #expect(try mode(directory("cache")) == 0o700)
        #expect(try mode(path("a")) == 0o600)
        #expect(try names().count == 2)
        cache.remove("a")
        #expect(cache.read("a", atMost: 2) == nil)
    }

    /// FNV-1a of 64 bits, by the values its authors publish.
    @Test(arguments: [
        ("", "cbf29ce484222325.json"), ("a", "af63dc4c8601ec8c.json"), ("foobar", "85944171f73967e8.json"),
    ])
    func `finds a file again in a later version`(_ key: String, _ name: String) {
        #expect(cache.name(for: key) == name)
    }

    @Test func `gives nothing that is longer, that others could read, or that is no file`() throws {
        try cache.write([1, 2, 3], for: "a")
        #expect(cache.read("a", atMost: 2) == nil)
        try setMode(0o640, path("a"))
        #expect(cache.read("a", atMost: 3) == nil)
        try FileManager.default.removeItem(atPath: path("a"))
        try directory.write("elsewhere", [1])
        try setMode(0o600, directory("elsewhere"))
        try FileManager.default.createSymbolicLink(
            atPath: path("a"), withDestinationPath: directory("elsewhere"))
        #expect(cache.read("a", atMost: 3) == nil)
        try FileManager.default.removeItem(atPath: path("a"))
        #expect(mkfifo(path("a"), 0o600) == 0)
        #expect(cache.read("a", atMost: 3) == nil)
    }

    @Test func `is not used in a directory that others may write to`() throws {
        try cache.write([1], for: "a")
        try setMode(0o777, directory("cache"))
        #expect(cache.read("a", atMost: 3) == nil)
        #expect(throws: ImageError.self) { try cache.write([2], for: "a") }
        cache.clear()
        #expect(try names().count == 1)
    }

    @Test func `removes what a process left that died while it wrote, and not what is being written`() throws {
        try cache.write([1], for: "a")
        for (name, age) in [("left", 61.0), ("future", -1000), ("busy", 10)] {
            let path = try directory.write("cache/\(name).part", [2])
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
        }
        try cache.write([3], for: "a")
        #expect(try names() == [cache.name(for: "a"), "busy.part"].sorted())
        cache.clear()
        #expect(try names() == [])
    }

    @Test func `removes what its owner has no use for`() throws {
        try cache.write([1], for: "a")
        try cache.write([2], for: "b")
        try directory.write("cache/lock", [])
        cache.purge { $0.bytes(atMost: 1) == [1] && $0.status.size == 1 }
        #expect(try names() == [cache.name(for: "b"), "lock"].sorted())
    }
}
