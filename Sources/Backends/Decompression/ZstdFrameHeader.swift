/// What a zstd frame says of itself before its first block (RFC 8878, section 3.1.1.1).
enum ZstdFrameHeader {
    /// The longest there is, its mark included.
    static let longest = 18

    /// - Parameter flags: the byte behind the mark.
    /// - Returns: how many bytes stand before the size of the data, and how many tell it; none where it is not told.
    static func layout(_ flags: UInt8) -> (before: Int, count: Int) {
        let isSingle = flags & 0x20 != 0
        return ((isSingle ? 0 : 1) + [0, 1, 2, 4][Int(flags & 3)], [isSingle ? 1 : 0, 2, 4, 8][Int(flags >> 6)])
    }

    /// - Parameter bytes: as many as ``layout(_:)`` says.
    /// - Returns: `nil` for none of them, and for more than there can be.
    static func size(_ bytes: some BidirectionalCollection<UInt8>) -> Int64? {
        guard !bytes.isEmpty, let size = Int64(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        else { return nil }
        let (biased, isTooMuch) = size.addingReportingOverflow(bytes.count == 2 ? 256 : 0)
        return isTooMuch ? nil : biased
    }

    /// How much a frame holds that begins so, where it says.
    static func size(ofFrame head: [UInt8]) -> Int64? {
        guard head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]), head.count > 4 else { return nil }
        let (before, count) = layout(head[4])
        return size(head.dropFirst(5 + before).prefix(count))
    }
}
