import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing

struct `a part file` {
    private func make(_ directory: TemporaryDirectory) throws -> (PartFile, Destination) {
        let destination = try Destination(directory("out"), replacing: false)
        return (try PartFile(creating: destination.partPath(label: "x"), for: destination), destination)
    }

    @Test func `is kept, taken up again, and gets its name`() throws {
        let directory = try TemporaryDirectory()
        let (part, destination) = try make(directory)
        try part.reserve(1000)
        try part.append([1, 2, 3])
        part.keep()
        #expect(try FileStatus.of(part.path)?.mode == 0o600)
        let again = try #require(try PartFile(keptAt: part.path, for: destination))
        #expect(again.length == 3)
        try again.append([4])
        #expect(try again.read(10, at: 1) == [2, 3, 4])
        try again.commit()
        #expect(try directory.names() == ["out"] && directory.read("out") == [1, 2, 3, 4])
        again.discard()
        #expect(directory.exists("out"))
    }

    @Test func `begins again at its beginning after it was emptied`() throws {
        let directory = try TemporaryDirectory()
        let (part, _) = try make(directory)
        try part.append([1, 2, 3])
        try part.empty()
        try part.append([9])
        try part.commit()
        #expect(try directory.read("out") == [9])
    }

    @Test func `is in one pair of hands only`() throws {
        let directory = try TemporaryDirectory()
        let (part, destination) = try make(directory)
        #expect(throws: ImageError.self) { try PartFile(keptAt: part.path, for: destination) }
        part.discard()
        #expect(try PartFile(keptAt: part.path, for: destination) == nil)
        #expect(try directory.names().isEmpty)
    }

    @Test func `gives back the room beyond its bytes when it is kept`() throws {
        let directory = try TemporaryDirectory()
        let (part, _) = try make(directory)
        try part.reserve(64 << 20)
        try part.append([UInt8](repeating: 1, count: 1000))
        part.keep()
        var status = stat()
        #expect(stat(part.path, &status) == 0)
        #expect(status.st_size == 1000 && status.st_blocks * 512 < 1 << 20, "\(status.st_blocks)")
    }

    @Test func `is not removed while somebody has it, and nothing else is in its place`() throws {
        let directory = try TemporaryDirectory()
        let (part, destination) = try make(directory)
        try part.append([1, 2, 3])
        let error = #expect(throws: ImageError.self) { try PartFile.remove(keptAt: part.path, for: destination.path) }
        #expect(error?.code == .conflict)
        part.keep()
        #expect(try PartFile.remove(keptAt: part.path, for: destination.path) == 3)
        #expect(try PartFile.remove(keptAt: part.path, for: destination.path) == nil)
        let target = try directory.write("target", "precious")
        try FileManager.default.createSymbolicLink(atPath: part.path, withDestinationPath: target)
        #expect(try PartFile.remove(keptAt: part.path, for: destination.path) == nil)
        #expect(try directory.names().contains("target") && directory.names().count == 2)
    }

    @Test func `is no link, no directory, and has one name`() throws {
        let directory = try TemporaryDirectory()
        let destination = try Destination(directory("out"), replacing: false)
        let files = FileManager.default
        let target = try directory.write("target", "precious")
        try files.createSymbolicLink(atPath: directory("link"), withDestinationPath: target)
        try files.linkItem(atPath: target, toPath: directory("second"))
        mkfifo(directory("fifo"), 0o600)
        for name in ["link", "second", "fifo", ".", "nothing"] {
            #expect(try PartFile(keptAt: directory(name), for: destination) == nil, "\(name)")
        }
        #expect(try directory.read("target") == Array("precious".utf8))
    }
}

struct `an absolute path` {
    @Test func `is one text for every way to a file`() throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory("link"), withDestinationPath: directory.path)
        let wanted = try Directory.absolute(directory("x"))
        for way in ["/link/x", "/./x", "/link/link/x"] {
            #expect(try Directory.absolute(directory.path + way) == wanted)
        }
        #expect(try Directory.absolute("/x") == "/x")
        #expect(throws: ImageError.self) { try Directory.absolute(directory("no/x")) }
    }
}
