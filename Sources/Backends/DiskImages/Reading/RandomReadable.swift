/// Bytes that can be read at any place, any number of times.
public protocol RandomReadable {
    /// How many there are.
    var size: Int64 { get }
    /// Up to `count` bytes from `offset`; fewer only where the bytes end.
    func read(_ count: Int, at offset: Int64) throws -> [UInt8]
}
