import DiskImages

/// Bytes in memory.
struct MemoryBytes: RandomReadable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var size: Int64 { Int64(bytes.count) }

    func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
        guard count > 0, offset >= 0, offset < size else { return [] }
        let start = Int(offset)
        return Array(bytes[start..<min(bytes.count, start + min(count, bytes.count - start))])
    }
}
