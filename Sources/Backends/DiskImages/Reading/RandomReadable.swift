/// Bytes that can be read at any place, any number of times.
public protocol RandomReadable {
    /// How many there are.
    var size: Int64 { get }
    /// Up to `count` bytes from `offset`; fewer only where the bytes end.
    func read(_ count: Int, at offset: Int64) throws -> [UInt8]
}

/// Bytes in memory.
public struct MemoryBytes: RandomReadable {
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var size: Int64 { Int64(bytes.count) }

    public func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
        guard count > 0, offset >= 0, offset < size else { return [] }
        let start = Int(offset)
        return Array(bytes[start..<min(bytes.count, start + min(count, bytes.count - start))])
    }
}
