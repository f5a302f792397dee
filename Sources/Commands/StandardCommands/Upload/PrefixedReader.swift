internal import BackendKit

/// Chunks that were read already, and then the rest.
actor PrefixedReader: ByteStream.Reader {
    private var head: ArraySlice<[UInt8]>
    private let rest: any ByteStream.Reader

    init(_ head: [[UInt8]], _ rest: any ByteStream.Reader) {
        self.head = head[...]
        self.rest = rest
    }

    func next() async throws -> [UInt8]? {
        if let chunk = head.popFirst() { return chunk }
        return try await rest.next()
    }
}

extension ByteStream {
    /// The same stream, once its first bytes are there.
    /// - Returns: `nil` when it ends without a byte.
    func begun() async throws -> ByteStream? {
        let reader = try open()
        guard let first = try await reader.next() else { return nil }
        return ByteStream(length: length, canRestart: false) { PrefixedReader([first], reader) }
    }
}
