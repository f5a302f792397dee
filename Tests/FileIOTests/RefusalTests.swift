import BackendKit
import FileIO
import Foundation
import TestSupport
import Testing

struct `data that shall be read` {
    @Test func `comes from a regular file or a pipe, and from nothing else`() async throws {
        let directory = try TemporaryDirectory()
        let whole = await expectError(.usage) { try await ByteStream.file(at: directory.path) }
        #expect(whole?.message.contains("directory") == true)
        let device = await expectError(.usage) { try await ByteStream.file(at: "/dev/null") }
        #expect(device?.message.contains("character device") == true)
    }

    @Test func `comes out of a pipe with a name, once somebody writes into it`() async throws {
        let directory = try TemporaryDirectory()
        mkfifo(directory("fifo"), 0o600)
        let stream = try await ByteStream.file(at: directory("fifo"))
        #expect(stream.length == nil && !stream.canRestart)
        // Nobody reads yet: a look at the stream ends no writer.
        #expect(open(directory("fifo"), O_WRONLY | O_NONBLOCK | O_CLOEXEC) == -1 && errno == ENXIO)
        let reader = try stream.open()
        let writer = open(directory("fifo"), O_WRONLY | O_CLOEXEC)
        #expect(write(writer, "one", 3) == 3)
        #expect(try await reader.next() == Array("one".utf8))
        #expect(write(writer, "two", 3) == 3)
        close(writer)
        #expect(try await reader.next() == Array("two".utf8))
        #expect(try await reader.next() == nil)
    }

    @Test func `that nobody writes can be left`() async throws {
        let directory = try TemporaryDirectory()
        mkfifo(directory("fifo"), 0o600)
        let reader = try await ByteStream.file(at: directory("fifo")).open()
        let waiting = Task { try await reader.next() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func `by a descriptor that cannot be read is no end of the data`() async throws {
        let directory = try TemporaryDirectory()
        let descriptor = open(directory.path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        let reader = try ByteStream.descriptor(descriptor).open()
        let error = await expectError(.local) { try await reader.next() }
        #expect(error?.message.hasPrefix("cannot read 'standard input': ") == true)
    }
}

struct `room for a file` {
    @Test func `that is not there is told with both numbers`() async throws {
        let directory = try TemporaryDirectory()
        let destination = try Destination(directory("out"), replacing: false)
        let part = try PartFile(creating: destination.partPath(label: "x"), for: destination)
        let message = await expectError(.local) { try part.reserve(1 << 60) }?.message ?? ""
        #expect(message.contains("'\(directory("out"))'"), "\(message)")
        #expect(message.contains("\(1 << 60) bytes needed, "), "\(message)")
        part.discard()
        #expect(try directory.names().isEmpty)
    }
}

struct `a change to a directory` {
    @Test func `makes none where something else is`() async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory("dangling"), withDestinationPath: directory("nowhere"))
        let dangling = await expectError(.local) { try Directory.make(directory("dangling")) }
        #expect(dangling?.message.contains("is not a directory") == true)
        try directory.write("file", "x")
        await expectError(.local) { try Directory.make(directory("file")) }
        await expectError(.notFound) { try Directory.make(directory("file/below")) }
        #expect(try directory.names() == ["dangling", "file"])
    }

    @Test func `gives no second name that is taken, or to nothing`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("one", "1")
        try directory.write("two", "2")
        await expectError(.conflict) { try Directory.link(directory("one"), to: directory("two")) }
        await expectError(.notFound) { try Directory.link(directory("none"), to: directory("three")) }
        #expect(try directory.read("two") == Array("2".utf8) && directory.names() == ["one", "two"])
    }

    @Test func `is not made where another user could have made it`() async throws {
        let directory = try TemporaryDirectory()
        try PrivateDirectories.checkOwnership(directory.path)
        try PrivateDirectories.checkOwnership(directory("none"))
        // Only root can give a directory away; for anybody else the root directory is another's.
        let other = geteuid() == 0 ? directory("other") : "/"
        if geteuid() == 0 {
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
            #expect(chown(other, 65534, 65534) == 0)
        }
        let error = await expectError(.local) { try PrivateDirectories.checkOwnership(other) }
        #expect(error?.message.contains("belongs to another user") == true)
    }
}

struct `a busy lock` {
    @Test func `that nobody lets go of is given up, and changes nothing`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory("lock")
        let holder = try #require(try FileLock(path, .shared, waits: false))
        let error = await #expect(throws: ImageError.self) {
            try await BlockingWork.run { _ = try FileLock(path, .exclusive, waits: true) }
        }
        #expect(error?.code == .conflict && error?.hint == nil)
        #expect(error?.message.contains("another imgsh is at work in '\(directory.path)'") == true)
        holder.release()
        #expect(try FileLock(path, .exclusive, waits: true) != nil)
    }
}

struct `a lock that is waited for without an end` {
    @Test func `comes when others let go`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory("lock")
        let holder = try #require(try FileLock(path, .exclusive, waits: false))
        let waiting = Task { try await FileLock.waiting(path, .shared) }
        await Task.yield()
        holder.release()
        let lock = try await waiting.value
        #expect(try FileLock(path, .exclusive, waits: false) == nil)
        lock.release()
    }

    @Test func `is given up by a task that is cancelled`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory("lock")
        let holder = try #require(try FileLock(path, .shared, waits: false))
        let waiting = Task { _ = try await FileLock.waiting(path, .exclusive) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        holder.release()
    }
}
