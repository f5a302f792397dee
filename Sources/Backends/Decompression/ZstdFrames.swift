/// The headers of the frames and blocks of a zstd file (RFC 8878, section 3): each frame may say how much it holds, and
/// the decoder compares.
enum ZstdFrames {
    /// Headers that are read at most: each costs a look into another part of the file.
    private static let headerLimit = 1 << 16

    static func size(_ file: FilePieces) -> Int64? {
        var walk = Walk(file: file, left: headerLimit)
        var total: Int64 = 0
        while walk.place < file.count {
            guard let size = walk.passFrame() else { return nil }
            let (sum, isTooMuch) = total.addingReportingOverflow(size)
            guard !isTooMuch else { return nil }
            total = sum
        }
        return walk.place == file.count && total > 0 ? total : nil
    }

    private struct Walk {
        let file: FilePieces
        var left: Int
        var place: Int64 = 0

        /// - Returns: how much the frame holds; `nil` when it does not say, or is none.
        mutating func passFrame() -> Int64? {
            guard let mark = take(4) else { return nil }
            if mark[0] & 0xF0 == 0x50, mark[1...] == [0x2A, 0x4D, 0x18] {
                guard let count = take(4) else { return nil }
                place += Int64(ZstdFrames.number(count))
                return 0
            }
            guard mark == [0x28, 0xB5, 0x2F, 0xFD], let flags = take(1)?.first, let size = passSize(flags) else {
                return nil
            }
            var isLast = false
            while !isLast {
                guard let header = take(3) else { return nil }
                let block = ZstdFrames.number(header)
                isLast = block & 1 == 1
                // A block of one byte that is repeated holds just that.
                place += block >> 1 & 3 == 1 ? 1 : Int64(block >> 3)
            }
            place += flags & 4 == 0 ? 0 : 4
            return size
        }

        private mutating func passSize(_ flags: UInt8) -> Int64? {
            let (before, count) = ZstdFrameHeader.layout(flags)
            place += Int64(before)
            return take(count).flatMap { ZstdFrameHeader.size($0) }
        }

        private mutating func take(_ count: Int) -> [UInt8]? {
            left -= 1
            guard left > 0, let bytes = file.piece(count, at: place) else { return nil }
            place += Int64(count)
            return bytes
        }
    }

    private static func number(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}
