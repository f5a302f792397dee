/// A Microsoft GUID: the first three groups are little-endian in a file, the rest are bytes in order.
struct GUID: Equatable {
    private let bytes: [UInt8]

    /// - Parameter bytes: sixteen, as in a file.
    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// As it is written: `GUID(0x2DC27766, 0xF623, 0x4200, 0x9D64_115E_9BFD_4A08)`.
    init(_ first: UInt32, _ second: UInt16, _ third: UInt16, _ rest: UInt64) {
        bytes =
            Self.little(first, 4) + Self.little(second, 2) + Self.little(third, 2)
            + Self.little(rest.byteSwapped, 8)
    }

    private static func little(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

extension ByteView {
    func guid(_ offset: Int) throws(Shortfall) -> GUID {
        let part = part(at: offset, count: 16)
        try part.require(16)
        return GUID(part.bytes)
    }
}
