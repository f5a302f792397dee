import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing

struct `an atomic file` {
    @Test func `appears when it is committed, and not before`() throws {
        let directory = try TemporaryDirectory()
        let file = try AtomicFile(path: directory("new"), replacing: false, label: "x")
        try file.append(Array("data".utf8))
        #expect(!directory.exists("new"))
        try file.commit()
        #expect(try directory.read("new") == Array("data".utf8))
        #expect(try directory.names() == ["new"])
    }

    @Test func `leaves nothing when it is given up`() throws {
        let directory = try TemporaryDirectory()
        do {
            let file = try AtomicFile(path: directory("new"), replacing: false, label: "x")
            try file.append([1, 2, 3])
        }
        #expect(try directory.names().isEmpty)
    }

    @Test func `has the permissions the umask leaves, however many there are at once`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("probe", "made as the umask says")
        func mode(of name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: directory(name))[.posixPermissions] as? Int
        }
        let usual = try mode(of: "probe")
        try await withThrowingTaskGroup { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<250 {
                        let path = directory("\(worker)-\(number)")
                        let file = try AtomicFile(path: path, replacing: false, label: "x")
                        try file.append([1])
                        try file.commit()
                    }
                }
            }
            try await group.waitForAll()
        }
        for name in try directory.names() { #expect(try mode(of: name) == usual, "\(name)") }
    }

    @Test func `replaces a link and not what it points at`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("target", "precious")
        try FileManager.default.createSymbolicLink(atPath: directory("link"), withDestinationPath: directory("target"))
        #expect(throws: ImageError.self) { try AtomicFile(path: directory("link"), replacing: false, label: "x") }
        let file = try AtomicFile(path: directory("link"), replacing: true, label: "x")
        try file.append(Array("new".utf8))
        try file.commit()
        #expect(try directory.read("target") == Array("precious".utf8))
        #expect(try directory.read("link") == Array("new".utf8))
    }

    @Test(arguments: ["/proc/self/fd/1", "/proc/self/fd", "/dev/null"], [false, true])
    func `never replaces a link to a device, a pipe or an open file`(_ target: String, _ replacing: Bool) throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: directory("link"), withDestinationPath: target)
        let error = #expect(throws: ImageError.self) { try Destination(directory("link"), replacing: replacing) }
        #expect(error?.code == .usage && error?.hint == "--file -")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory("link")) == target)
    }

    @Test func `does not replace a file that appeared meanwhile`() throws {
        let directory = try TemporaryDirectory()
        let file = try AtomicFile(path: directory("new"), replacing: false, label: "x")
        try directory.write("new", "somebody else's")
        #expect(throws: ImageError.self) { try file.commit() }
        file.discard()
        #expect(try directory.read("new") == Array("somebody else's".utf8))
        #expect(try directory.names() == ["new"])
    }

    @Test func `keeps the permissions of what it replaces`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("old", "x")
        chmod(directory("old"), 0o640)
        let file = try AtomicFile(path: directory("old"), replacing: true, label: "x")
        try file.commit()
        #expect(try FileStatus.of(directory("old"))?.mode == 0o640)
    }

    @Test func `refuses a directory, a FIFO and a place that is not there`() throws {
        let directory = try TemporaryDirectory()
        mkfifo(directory("fifo"), 0o600)
        for path in [directory.path, directory("fifo"), directory("no/such/place")] {
            #expect(throws: ImageError.self) { try AtomicFile(path: path, replacing: true, label: "x") }
        }
    }

    @Test(arguments: [1, 100, 200, 250, 255])
    func `finds room for its hidden name beside a long one`(_ length: Int) throws {
        let directory = try TemporaryDirectory()
        for name in [String(repeating: "n", count: length), String(repeating: "\u{e9}", count: length / 2) + "x"] {
            let file = try AtomicFile(path: directory(name), replacing: false, label: "12345678")
            try file.commit()
            #expect(directory.exists(name))
        }
    }
}

struct `a file lock` {
    @Test func `is free again when its holder lets go`() throws {
        let directory = try TemporaryDirectory()
        let first = try #require(try FileLock(directory("lock"), .exclusive, waits: false))
        #expect(try FileLock(directory("lock"), .shared, waits: false) == nil)
        first.release()
        let shared = try FileLock(directory("lock"), .shared, waits: false)
        #expect(shared != nil)
        #expect(try FileLock(directory("lock"), .shared, waits: false) != nil)
        #expect(try FileLock(directory("lock"), .exclusive, waits: false) == nil)
        withExtendedLifetime(shared) {}
    }
}

struct `the bytes of a file` {
    @Test func `are an error when the file changes while it is read`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("f", [UInt8](repeating: 1, count: 3 << 20))
        let reader = try await ByteStream.file(at: path).open()
        _ = try await reader.next()
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 1 << 20)
        try handle.close()
        await #expect(throws: ImageError.self) { while try await reader.next() != nil {} }
    }
}
