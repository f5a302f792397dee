/// A 32-bit cyclic redundancy check, reflected, as GPT and VHDX use it.
struct CyclicRedundancy: Sendable {
    /// The one of Ethernet and zip, which GPT uses.
    static let ieee = CyclicRedundancy(polynomial: 0xEDB8_8320)
    /// Castagnoli's, which VHDX uses.
    static let castagnoli = CyclicRedundancy(polynomial: 0x82F6_3B78)

    private let table: [UInt32]

    private init(polynomial: UInt32) {
        table = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
        }
    }

    /// - Parameter hole: where four bytes count as zero: the place of the value itself.
    func value(of view: ByteView, hole: Int? = nil) -> UInt64 {
        let bytes = view.bytes
        let first = (hole ?? -4) + bytes.startIndex
        return table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { buffer in
                var value: UInt32 = 0xFFFF_FFFF
                let hole = first - bytes.startIndex
                for (place, byte) in buffer.enumerated() {
                    let byte = place >= hole && place < hole + 4 ? 0 : byte
                    value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8
                }
                return UInt64(~value)
            }
        }
    }
}
