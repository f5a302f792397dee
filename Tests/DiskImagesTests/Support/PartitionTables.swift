@testable import DiskImages

/// A master boot record by hand.
enum MBR {
    struct Entry {
        var flag: UInt8 = 0
        var type: UInt8
        var start: UInt32
        var count: UInt32
        var firstAddress: [UInt8] = [0, 2, 0]
    }

    static func sector(_ entries: [Entry]) -> [UInt8] {
        entries.enumerated().reduce([UInt8].zeros(512).with([0x55, 0xAA], at: 510)) { sector, item in
            let (index, entry) = item
            return sector.with([entry.flag] + entry.firstAddress + [entry.type], at: 446 + 16 * index)
                .with(le: entry.start, at: 454 + 16 * index).with(le: entry.count, at: 458 + 16 * index)
        }
    }
}

/// A disk with a GUID partition table by hand, for what no program here writes.
struct GPT {
    var sectorSize = 512
    var sectors: UInt64 = 8192
    var record = [MBR.Entry(type: 0xEE, start: 1, count: 8191)]
    var hasSecondHeader = true
    /// Changes the header before its checksum is made.
    var change: ([UInt8]) -> [UInt8] = { $0 }

    var bytes: [UInt8] {
        let table = [UInt8].zeros(128 * 128).with([1], at: 0)
        let tableSum = CyclicRedundancy.ieee.value(of: ByteView(table, cutBy: .end))
        let plain = [UInt8].zeros(92).with("EFI PART", at: 0).with(le: UInt32(0x10000), at: 8).with(
            le: UInt32(92), at: 12
        )
        .with(le: UInt64(1), at: 24).with(le: sectors - 1, at: 32).with(le: UInt64(34), at: 40)
        .with(le: sectors - 34, at: 48).with(le: UInt64(2), at: 72).with(le: UInt32(128), at: 80)
        .with(le: UInt32(128), at: 84).with(le: UInt32(tableSum), at: 88)
        let header = change(plain)
        let sum = CyclicRedundancy.ieee.value(of: ByteView(header, cutBy: .end))
        let disk = [UInt8].zeros(Int(sectors) * sectorSize).with(MBR.sector(record), at: 0)
            .with(header.with(le: UInt32(sum), at: 16), at: sectorSize).with(table, at: 2 * sectorSize)
        return hasSecondHeader ? disk.with("EFI PART", at: (Int(sectors) - 1) * sectorSize) : disk
    }
}
