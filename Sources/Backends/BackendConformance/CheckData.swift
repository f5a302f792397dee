internal import BackendKit

/// Bytes for checks, and what their hashes are known to be.
enum CheckData {
    static let small = Array("some bytes that are an image\n".utf8)

    /// A little more than 3 MiB, so that no chunk size divides it.
    static let large: [UInt8] = (0..<largeCount).map { UInt8(truncatingIfNeeded: $0 * 7 + ($0 >> 8) * 13 + 3) }
    static let largeCount = 3 * 1024 * 1024 + 5
    static let largeMD5 = "1e8e1e28e2461f8b11f85a60adce3a0d"
    static let largeSHA512 =
        "110a8b0a475e54839cab3ff1d8167f3edca611881123436657b16e602e44303c"
        + "94f9691a9522534e2a4cbf3a91c86c8ed8a39ac7c38c43a9e9a3078c231d77b3"

    /// A stream that says it has so many bytes and gives others.
    static func lying(says length: Int64, gives bytes: [UInt8]) -> ByteStream {
        let honest = ByteStream(bytes)
        return ByteStream(length: length, canRestart: true) { try honest.open() }
    }

    /// A stream that does not know its length and cannot start again, like a pipe.
    static func pipe(_ bytes: [UInt8]) -> ByteStream {
        let honest = ByteStream(bytes, chunk: 64 * 1024)
        return ByteStream(length: nil, canRestart: false) { try honest.open() }
    }

    /// A stream that breaks after its bytes, with an error of its own.
    static func breaking(after bytes: [UInt8], says length: Int64) -> ByteStream {
        let honest = ByteStream(bytes)
        return ByteStream(length: length, canRestart: false) { BreakingReader(try honest.open()) }
    }

    static let breakage = ImageError(.local, "the source broke on purpose")

    private final class BreakingReader: ByteStream.Reader {
        private let inner: any ByteStream.Reader
        init(_ inner: any ByteStream.Reader) { self.inner = inner }

        func next() async throws -> [UInt8]? {
            if let chunk = try await inner.next() { return chunk }
            throw CheckData.breakage
        }
    }

    /// Everything a stream gives.
    static func collect(_ stream: ByteStream) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let reader = try stream.open()
        while let chunk = try await reader.next() { bytes += chunk }
        return bytes
    }
}
