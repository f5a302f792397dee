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

    /// - Parameter hole: where four bytes count as zero: the place of the value itself, all of which is in the view.
    func value(of view: ByteView, hole: Int? = nil) -> UInt64 {
        var value: UInt32 = 0xFFFF_FFFF
        if let hole {
            add(view.part(at: 0, count: hole).bytes, to: &value)
            add([0, 0, 0, 0], to: &value)
            add(view.part(at: hole + 4, count: view.count).bytes, to: &value)
        } else {
            add(view.bytes, to: &value)
        }
        return UInt64(~value)
    }

    private func add(_ bytes: ArraySlice<UInt8>, to value: inout UInt32) {
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
            }
        }
    }
}
