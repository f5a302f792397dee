/// Why bytes that a format calls for are not there.
enum Shortfall: Error {
    /// The image ends before them.
    case end
    /// Only on a stream: they have not come by yet, or were not kept.
    case unseen
    /// More than this module reads of any image.
    case limit
}

/// A run of an image's bytes in which every access is checked. Numbers come as `UInt64` whatever their width in the
/// file, so that sums and products of them go through the saturating arithmetic of this module.
struct ByteView {
    private let storage: [UInt8]
    private let start: Int
    let count: Int
    /// What is to blame when something lies beyond ``count``.
    let cutBy: Shortfall

    init(_ storage: [UInt8], cutBy: Shortfall) {
        self.storage = storage
        start = 0
        count = storage.count
        self.cutBy = cutBy
    }

    private init(_ storage: [UInt8], start: Int, count: Int, cutBy: Shortfall) {
        self.storage = storage
        self.start = start
        self.count = count
        self.cutBy = cutBy
    }

    /// As much of the bytes from `offset` as there is; copies nothing.
    func part(at offset: Int, count wanted: Int) -> ByteView {
        let first = min(max(offset, 0), count)
        return ByteView(storage, start: start + first, count: min(max(wanted, 0), count - first), cutBy: cutBy)
    }

    /// The same bytes with something else to blame for their end.
    func cut(by reason: Shortfall) -> ByteView {
        ByteView(storage, start: start, count: count, cutBy: reason)
    }

    /// - Throws: ``Shortfall`` unless all of them are there.
    func require(_ wanted: Int) throws(Shortfall) {
        if wanted > count { throw cutBy }
    }

    var bytes: ArraySlice<UInt8> { storage[start..<start + count] }

    func byte(_ offset: Int) throws(Shortfall) -> UInt8 {
        guard offset >= 0, offset < count else { throw cutBy }
        return storage[start + offset]
    }

    func be16(_ offset: Int) throws(Shortfall) -> UInt64 { try big(offset, 2) }
    func be32(_ offset: Int) throws(Shortfall) -> UInt64 { try big(offset, 4) }
    func be64(_ offset: Int) throws(Shortfall) -> UInt64 { try big(offset, 8) }
    func le16(_ offset: Int) throws(Shortfall) -> UInt64 { try little(offset, 2) }
    func le32(_ offset: Int) throws(Shortfall) -> UInt64 { try little(offset, 4) }
    func le64(_ offset: Int) throws(Shortfall) -> UInt64 { try little(offset, 8) }

    private func big(_ offset: Int, _ width: Int) throws(Shortfall) -> UInt64 {
        guard offset >= 0, offset <= count - width else { throw cutBy }
        var value: UInt64 = 0
        for index in start + offset..<start + offset + width { value = value << 8 | UInt64(storage[index]) }
        return value
    }

    private func little(_ offset: Int, _ width: Int) throws(Shortfall) -> UInt64 {
        try big(offset, width).byteSwapped >> UInt64(64 - 8 * width)
    }

    /// Whether these bytes stand there; no when the view ends before them.
    func has(_ expected: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= count - expected.count else { return false }
        return storage[start + offset..<start + offset + expected.count].elementsEqual(expected)
    }

    func has(_ expected: String, at offset: Int) -> Bool {
        let expected = expected.utf8
        guard offset >= 0, offset <= count - expected.count else { return false }
        return storage[start + offset..<start + offset + expected.count].elementsEqual(expected)
    }

    /// Whether all of the bytes there are zero; no when the view ends before them.
    func isZero(at offset: Int, count wanted: Int) -> Bool {
        let part = part(at: offset, count: wanted)
        return part.count == wanted && part.isZero
    }

    /// The text there, up to a NUL; bytes that are no UTF-8 become replacement characters.
    func text(at offset: Int, count wanted: Int) -> String {
        String(decoding: part(at: offset, count: wanted).bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
