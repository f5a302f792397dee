/// The partition table in the first sector of a disk.
struct MasterBootRecord {
    static let protective: UInt8 = 0xEE

    struct Entry {
        let flag: UInt8
        /// Cylinder, head and sector as they stand there.
        let firstAddress: ByteView
        let type: UInt8
        let start: UInt64
        let count: UInt64

        var isUsed: Bool { type != 0 }
        var hasGoodFlag: Bool { flag == 0x00 || flag == 0x80 }
        /// In sectors.
        var end: UInt64 { start.plus(count) }
    }

    let entries: [Entry]

    /// - Returns: `nil` without the boot signature.
    init?(_ view: ByteView) {
        guard view.has([0x55, 0xAA], at: 510) else { return nil }
        var entries: [Entry] = []
        for place in stride(from: 446, to: 510, by: 16) {
            guard let flag = try? view.byte(place), let type = try? view.byte(place + 4),
                let start = try? view.le32(place + 8), let count = try? view.le32(place + 12)
            else { return nil }
            entries.append(
                Entry(
                    flag: flag, firstAddress: view.part(at: place + 1, count: 3), type: type, start: start, count: count
                ))
        }
        self.entries = entries
    }

    var used: [Entry] { entries.filter(\.isUsed) }

    /// Whether it can be a table at all, and not two bytes that happen to be a boot signature.
    var makesSense: Bool { entries.allSatisfy(\.hasGoodFlag) && !used.isEmpty && used.allSatisfy { $0.count > 0 } }
}
