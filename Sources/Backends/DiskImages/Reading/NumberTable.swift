/// How the numbers of a table stand in a file.
enum TableNumber {
    case le32, be32, le64, be64

    /// In bytes.
    var width: Int {
        switch self {
        case .le32, .be32: 4
        case .le64, .be64: 8
        }
    }

    fileprivate func value(in bytes: UnsafeRawBufferPointer, at place: Int) -> UInt64 {
        switch self {
        case .le32: UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        case .be32: UInt64(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        case .le64: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        case .be64: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
    }
}

extension ImageBytes {
    /// Goes over the numbers of a table of any length, those that are zero left out.
    /// - Parameters:
    ///   - count: how many numbers the table has.
    ///   - body: gets each number with its index in the table.
    /// - Throws: what ``walk(at:count:slice:_:)`` throws.
    func forEachNumber(
        _ kind: TableNumber, at offset: UInt64, count: UInt64, _ body: (_ number: UInt64, _ index: UInt64) -> Void
    ) throws {
        let width = UInt64(kind.width)
        try walk(at: offset, count: count.times(width)) { view, distance in
            view.forEachNumber(kind) { body($0, distance / width + UInt64($1)) }
            return true
        }
    }
}

extension ByteView {
    /// Zeros are passed over so many bytes at a time: they are most of most tables.
    private static let stretch = 64

    /// The numbers that are not zero, each with its index; what is too short for one at the end is left out.
    func forEachNumber(_ kind: TableNumber, _ body: (UInt64, Int) -> Void) {
        bytes.withUnsafeBytes { bytes in
            let end = bytes.count - bytes.count % kind.width
            for start in Swift.stride(from: 0, to: end, by: Self.stretch) where !Self.isZero(bytes, from: start) {
                for place in Swift.stride(from: start, to: min(start + Self.stretch, end), by: kind.width) {
                    let number = kind.value(in: bytes, at: place)
                    if number != 0 { body(number, place / kind.width) }
                }
            }
        }
    }

    /// Whether all of its bytes are zero.
    var isZero: Bool {
        bytes.withUnsafeBytes { bytes in
            Swift.stride(from: 0, to: bytes.count, by: Self.stretch).allSatisfy { Self.isZero(bytes, from: $0) }
        }
    }

    /// Whether one stretch is zero, as far as there are bytes.
    private static func isZero(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
        guard bytes.count - start >= stretch else { return bytes[start...].allSatisfy { $0 == 0 } }
        return bytes.loadUnaligned(fromByteOffset: start, as: SIMD8<UInt64>.self) == .zero
    }
}
