import BackendKit
import Decompression
import TestSupport
import Testing

/// Data to compress, and what became of it.
enum Samples {
    /// Some of it repeats, some of it does not, and there is more than one chunk of output.
    static let large: [UInt8] = (0..<6).flatMap { index in
        index.isMultiple(of: 2) ? ImageServer.bytes(300_000) : [UInt8](repeating: UInt8(index), count: 900_000)
    }
    static let small = Array("a small disk, and a small disk again: \(ImageServer.bytes(40))".utf8)

    static func packed(_ bytes: [UInt8], _ kind: Compression) throws -> [UInt8] {
        try #require(Packer(rawValue: kind.rawValue)).pack(bytes)
    }

    /// All of what comes out, the source given in chunks of so many bytes.
    static func unpacked(_ bytes: [UInt8], _ kind: Compression, chunk: Int = 1 << 20) async throws -> [UInt8] {
        try await all(of: ByteStream(bytes, chunk: chunk).unpacked(kind, of: "disk", typed: "disk"))
    }

    static func all(of stream: ByteStream) async throws -> [UInt8] {
        let reader = try stream.open()
        var bytes: [UInt8] = []
        while let chunk = try await reader.next() {
            #expect(!chunk.isEmpty && chunk.count <= 1 << 20)
            bytes += chunk
        }
        return bytes
    }

    /// The error that comes instead of the bytes.
    static func failure(
        _ bytes: [UInt8], _ kind: Compression, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ImageError {
        let error = await #expect(throws: ImageError.self, sourceLocation: sourceLocation) {
            _ = try await unpacked(bytes, kind)
        }
        return try #require(error, sourceLocation: sourceLocation)
    }
}
