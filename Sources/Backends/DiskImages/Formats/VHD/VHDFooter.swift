/// The footer of a VHD, or its copy at the beginning (Microsoft, Virtual Hard Disk Image Format Specification).
struct VHDFooter {
    static let magic = "conectix"
    static let count = 512
    /// The largest geometry there is, which writers also put in place of one that does not fit.
    static let largestGeometry: UInt64 = 65535 * 16 * 255 * 512

    enum Kind {
        static let fixed: UInt64 = 2
        static let dynamic: UInt64 = 3
        static let differencing: UInt64 = 4
    }

    let version: UInt64
    let headerOffset: UInt64
    let creator: String
    let currentSize: UInt64
    /// The size in bytes that the cylinders, heads and sectors make, which Virtual PC and QEMU itself go by.
    let geometrySize: UInt64
    let kind: UInt64
    let checksumFits: Bool

    init(_ view: ByteView) throws {
        try view.require(Self.count)
        version = try view.be32(12)
        headerOffset = try view.be64(16)
        creator = view.text(at: 28, count: 4)
        currentSize = try view.be64(48)
        geometrySize = try view.be16(56) * UInt64(view.byte(58)) * UInt64(view.byte(59)) * 512
        kind = try view.be32(60)
        checksumFits = try view.be32(64) == Self.checksum(view.part(at: 0, count: Self.count), hole: 64)
    }

    /// The ones' complement of the sum of all bytes, those of the field itself left out.
    static func checksum(_ view: ByteView, hole: Int) -> UInt64 {
        let own = view.part(at: hole, count: 4).bytes
        let sum = view.bytes.reduce(UInt32(0)) { $0 &+ UInt32($1) } &- own.reduce(UInt32(0)) { $0 &+ UInt32($1) }
        return UInt64(~sum)
    }
}
