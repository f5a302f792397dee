import BackendKit
import Decompression
import FileIO
import Foundation
import TestSupport
import Testing

struct `compressed data` {
    @Test(arguments: Compression.allCases, [1009, 65_536, 1 << 20])
    func `is unpacked to what it was`(_ kind: Compression, _ chunk: Int) async throws {
        let packed = try Samples.packed(Samples.large, kind)
        #expect(try await Samples.unpacked(packed, kind, chunk: chunk) == Samples.large)
    }

    @Test(arguments: Compression.allCases)
    func `may come byte by byte, and hold nothing`(_ kind: Compression) async throws {
        #expect(try await Samples.unpacked(try Samples.packed(Samples.small, kind), kind, chunk: 1) == Samples.small)
        #expect(try await Samples.unpacked(try Samples.packed([], kind), kind) == [])
    }

    @Test(arguments: Compression.allCases, [1, 5, 1 << 20])
    func `of several members is all of them`(_ kind: Compression, _ chunk: Int) async throws {
        let members = [Samples.small, [], Array("and the end".utf8)]
        let packed = try members.flatMap { try Samples.packed($0, kind) }
        #expect(try await Samples.unpacked(packed, kind, chunk: chunk) == Array(members.joined()))
    }

    @Test(arguments: Compression.allCases)
    func `of a great many empty members is nothing, in the end`(_ kind: Compression) async throws {
        let empty = try Samples.packed([], kind)
        let packed = [[UInt8]](repeating: empty, count: 20_000).flatMap { $0 } + (try Samples.packed([1, 2], kind))
        #expect(try await Samples.unpacked(packed, kind) == [1, 2])
    }

    @Test func `of zstd may have frames without data anywhere`() async throws {
        let skipped: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 7, 7, 7]
        let packed = try Samples.packed(Samples.small, .zstd)
        #expect(try await Samples.unpacked(skipped + packed + skipped, .zstd) == Samples.small)
        #expect(try await Samples.unpacked(skipped, .zstd) == [])
    }

    @Test(arguments: Compression.allCases)
    func `can be unpacked again from its beginning, as far as its source can`(_ kind: Compression) async throws {
        let stream = ByteStream(try Samples.packed(Samples.small, kind)).unpacked(kind, of: "disk", typed: nil)
        #expect(stream.canRestart && stream.length == nil)
        let half = try stream.open()
        _ = try await half.next()
        #expect(try await Samples.all(of: stream) == Samples.small)
        #expect(try await Samples.all(of: stream) == Samples.small)
        let once = ByteStream(length: nil, canRestart: false) { try stream.open() }
        #expect(!once.unpacked(kind, of: "disk", typed: nil).canRestart)
    }

    @Test(arguments: Compression.allCases)
    func `without an end can be left at any time`(_ kind: Compression) async throws {
        let member = try Samples.packed([UInt8](repeating: 0, count: 1 << 20), kind)
        let endless = ByteStream(length: nil, canRestart: false) { Endless(member) }
        let task = Task {
            let reader = try endless.unpacked(kind, of: "bomb", typed: nil).open()
            var count = 0
            while let chunk = try await reader.next() {
                count += chunk.count
                if count > 20 << 20 { withUnsafeCurrentTask { $0?.cancel() } }
                #expect(count < 22 << 20)
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `whose file changes says so, and not that it is damaged`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory("disk.xz")
        try directory.write("disk.xz", try Samples.packed(Samples.large, .xz))
        let file = try await ByteStream.file(at: path)
        let stream = file.unpacked(.xz, of: "disk.xz", typed: nil)
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seek(toOffset: 100_000)
        try handle.write(contentsOf: [UInt8](repeating: 1, count: 100))
        let error = await #expect(throws: ImageError.self) { _ = try await Samples.all(of: stream) }
        #expect(error?.message == "'disk.xz' changed while it was read")
    }

    private actor Endless: ByteStream.Reader {
        private let chunk: [UInt8]
        init(_ chunk: [UInt8]) { self.chunk = chunk }
        func next() throws -> [UInt8]? {
            try Task.checkCancellation()
            return chunk
        }
    }
}
