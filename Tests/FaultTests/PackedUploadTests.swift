import FileIO
import Foundation
import TestSupport
import Testing

/// Fault class F-N2: the source of the upload is compressed, and unpacked on the way.
struct `F-N2 an upload that is unpacked on the way` {
    private static let packer = Packer.gzip

    private func bench(_ uploads: [UploadServer.Upload] = [], _ packer: Packer = packer) throws -> Bench {
        let bench = try Bench(uploads)
        try bench.program.directory.write("disk.packed", try packer.pack(Bench.data))
        return bench
    }

    private func create(_ bench: Bench, _ more: String..., input: [UInt8]? = nil) async throws -> TestProgram.Result {
        let words = ["image", "create", "x", "--disk-format", "raw", "--decompress", "--file"]
        return try await bench.program.run(words + [input == nil ? "disk.packed" : "-"] + more, input: input)
    }

    @Test(arguments: Packer.allCases)
    func `arrives as the plain file would`(_ packer: Packer) async throws {
        let bench = try bench([], packer)
        try await bench.expectComplete(try await create(bench))
        #expect(bench.server.bodies == [Bench.data])
    }

    @Test func `has a length where the file vouches for one, and none where it does not`() async throws {
        for packer in [Packer.xz, .gzip] {
            let bench = try bench([], packer)
            try await bench.expectComplete(try await create(bench))
            let sent = try #require(bench.server.requests.first { $0.method == "PUT" })
            #expect(sent["Content-Length"] == (packer == .xz ? "\(Bench.data.count)" : nil))
            #expect(sent["x-openstack-image-size"] == (packer == .xz ? "\(Bench.data.count)" : nil))
        }
    }

    @Test(arguments: [0, 1_000_000, nil])
    func `and whose token is refused is unpacked again from byte 0`(_ place: Int?) async throws {
        let bench = try bench([.refused(401, after: place)])
        try await bench.expectComplete(try await create(bench))
        #expect(bench.server.logins == 2 && bench.server.bodies.last == Bench.data)
    }

    @Test func `and whose connection is reset is unpacked again from byte 0`() async throws {
        let bench = try bench([.cut(after: 1_500_000)])
        try await bench.expectComplete(try await create(bench))
        #expect(bench.server.bodies.count == 2 && bench.server.bodies.last == Bench.data)
    }

    @Test func `comes from a pipe once, and is never repeated`() async throws {
        let packed = try Self.packer.pack(Bench.data)
        let good = try bench()
        try await good.expectComplete(try await create(good, input: packed))
        let refused = try bench([.refused(401, after: nil)])
        let result = try await create(refused, input: packed)
        try await refused.expectNothing(result, 4)
        #expect(result.errors.contains("cannot repeat a stream"), "\(result.errors)")
        #expect(refused.server.bodies.count == 1)
    }

    @Test(arguments: Packer.allCases)
    func `of a damaged file never has an end, and its record goes`(_ packer: Packer) async throws {
        let packed = try packer.pack(Bench.data)
        var damaged = packed
        for place in packed.count - 300..<packed.count - 250 { damaged[place] ^= 0xFF }
        for bytes in [damaged, Array(packed.dropLast(2)), packed + Array("more".utf8)] {
            let bench = try Bench()
            try bench.program.directory.write("disk.packed", bytes)
            let result = try await create(bench)
            try await bench.expectNothing(result, 6)
            #expect(bench.server.bodies.isEmpty, "the service got a whole body")
        }
    }

    @Test func `of a file that changes says so, and its record goes`() async throws {
        // SAFETY: set once, before the program that makes the server read it is started.
        final class Box: @unchecked Sendable { var text = "" }
        let path = Box()
        let big = ImageServer.bytes(24 << 20)
        let bench = try Bench([
            .watched(after: 1000) {
                let file = try FileHandle(forWritingTo: URL(filePath: path.text))
                try file.seekToEnd()
                try file.write(contentsOf: [1])
            }
        ])
        // A file whose frame says how much it holds: the service is told the length.
        let packed = try Tool.run("zstd", ["-c", try bench.program.directory.write("disk", big)])
        path.text = try bench.program.directory.write("disk.packed", packed)
        let result = try await create(bench)
        try await bench.expectNothing(result, 6)
        #expect(result.errors.contains("'disk.packed' changed while it was read"), "\(result.errors)")
        #expect(bench.server.bodies.isEmpty, "the service got a whole body")
    }
}
