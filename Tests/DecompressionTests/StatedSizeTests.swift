import BackendKit
import Decompression
import FileIO
import TestSupport
import Testing

struct `the size a compressed file states` {
    private func stated(_ bytes: [UInt8], _ kind: Compression) async throws -> Int64? {
        let directory = try TemporaryDirectory()
        let stream = try await ByteStream.file(at: try directory.write("disk", bytes))
        return kind.statedSize(of: try #require(stream.fileDescriptor))
    }

    @Test(arguments: [Compression.xz, .zstd])
    func `is known of a file of one member`(_ kind: Compression) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("disk", Samples.large)
        let packed = try Tool.run(kind.rawValue, ["-c", path])
        #expect(try await stated(packed, kind) == Int64(Samples.large.count))
    }

    @Test func `is the sum of zstd's frames, where each states one`() async throws {
        let directory = try TemporaryDirectory()
        let frames = try [Samples.small, Samples.large].map { bytes in
            try Tool.run("zstd", ["-c", try directory.write("disk", bytes)])
        }
        let skipped: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 7, 7, 7]
        let sum = Int64(Samples.small.count + Samples.large.count)
        #expect(try await stated(skipped + frames[0] + frames[1], .zstd) == sum)
        // From a pipe nobody knew it.
        let unstated = try Samples.packed(Samples.small, .zstd)
        #expect(try await stated(frames[0] + unstated, .zstd) == nil)
    }

    @Test(arguments: [Compression.gzip, .bzip2])
    func `is not believed where it is not one`(_ kind: Compression) async throws {
        #expect(try await stated(try Samples.packed(Samples.large, kind), kind) == nil)
    }

    @Test(arguments: [Compression.xz, .zstd])
    func `is none of a file that is cut off, damaged or longer`(_ kind: Compression) async throws {
        let directory = try TemporaryDirectory()
        let packed = try Tool.run(kind.rawValue, ["-c", try directory.write("disk", Samples.small)])
        for count in 0..<packed.count {
            #expect(try await stated(Array(packed.prefix(count)), kind) == nil, "\(count)")
        }
        #expect(try await stated(packed + [1, 2, 3, 4], kind) == nil)
        for place in packed.indices {
            var flipped = packed
            flipped[place] ^= 0x10
            _ = try await stated(flipped, kind)
        }
    }

    @Test func `is none of several xz streams`() async throws {
        let packed = try Samples.packed(Samples.small, .xz)
        #expect(try await stated(packed + packed, .xz) == nil)
    }
}
