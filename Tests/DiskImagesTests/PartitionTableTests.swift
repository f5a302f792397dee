import BackendKit
import Testing

@testable import DiskImages

struct `a disk with a GPT` {
    @Test(arguments: [512, 4096])
    func `is known in sectors of either size`(_ size: Int) throws {
        let report = try GPT(sectorSize: size, sectors: 2048).bytes.inspected()
        #expect(report.format == .gpt)
        #expect(report.subformat == "\(size)-byte sectors")
        #expect(report.findings == [])
        #expect(report.virtualSize == Int64(size * 2048))
    }

    @Test func `is raw to a service that has no other word`() {
        #expect(DetectedFormat.gpt.diskFormat == .raw)
        #expect(DetectedFormat.gpt.containerFormat == .bare)
    }

    @Test func `that lost its end is found to be cut off, with both sizes`() async throws {
        let whole = try await Samples.bytes("gpt.raw")
        let report = try Array(whole.prefix(3 << 20)).inspected()
        #expect(report.refused == ["truncated"])
        #expect(report[.truncated]?.text == "the disk is cut off: it has 4194304 bytes, 3145728 are there")
    }

    @Test func `is refused when its protective MBR shows more partitions`() throws {
        let more = [MBR.Entry(type: 0xEE, start: 1, count: 100), MBR.Entry(type: 0x83, start: 101, count: 100)]
        #expect(try GPT(record: more).bytes.inspected().refused == ["partition-table"])
        #expect(try GPT(record: more.reversed()).bytes.inspected().refused == ["partition-table"])
    }

    @Test func `is refused when its protective MBR begins elsewhere`() throws {
        #expect(
            try GPT(record: [MBR.Entry(type: 0xEE, start: 2, count: 9)]).bytes.inspected().refused == [
                "partition-table"
            ])
    }

    @Test func `is warned of where Glance would refuse it`() throws {
        let odd = MBR.Entry(type: 0xEE, start: 1, count: 9, firstAddress: [0, 1, 0])
        #expect(try GPT(record: [odd]).bytes.inspected().warned == ["partition-table"])
        #expect(try GPT(record: []).bytes.inspected().warned == ["partition-table"])
    }

    @Test func `is warned of when a checksum is wrong`() throws {
        #expect(try GPT().bytes.with([1], at: 512 + 56).inspected().warned == ["checksum"])
        #expect(try GPT().bytes.with([1], at: 1024 + 99).inspected().warned == ["checksum"])
    }

    @Test func `is warned of without its second header`() throws {
        #expect(try GPT(hasSecondHeader: false).bytes.inspected().warned == ["partition-table"])
    }

    @Test func `is refused when its table could not be read`() throws {
        let endless = GPT(change: { $0.with(le: UInt32.max, at: 80).with(le: UInt32.max, at: 84) })
        #expect(try endless.bytes.inspected().refused == ["malformed"])
        #expect(try GPT(change: { $0.with(le: UInt32(1 << 20), at: 12) }).bytes.inspected().refused == ["malformed"])
        #expect(try GPT(change: { $0.with(le: UInt64.max, at: 72) }).bytes.inspected().refused == ["truncated"])
        #expect(try GPT(change: { $0.with(le: UInt64.max, at: 32) }).bytes.inspected().refused == ["truncated"])
    }
}

struct `a disk with an MBR` {
    private func disk(_ entries: [MBR.Entry]) -> [UInt8] { MBR.sector(entries) + .zeros(1 << 20) }

    @Test func `is known by its signature and its partitions`() throws {
        let report = try disk([MBR.Entry(flag: 0x80, type: 0x83, start: 1, count: 2048)]).inspected()
        #expect(report.format == .mbr)
        #expect(report.findings == [])
    }

    @Test func `is refused with a flag that is none`() throws {
        let report = try disk([MBR.Entry(flag: 0x0A, type: 0x83, start: 1, count: 2)]).inspected()
        #expect(report.format == .mbr)
        #expect(report.refused == ["partition-table"])
    }

    @Test func `is warned of without a partition`() throws {
        #expect(try disk([]).inspected().warned == ["no-partitions"])
    }

    @Test func `is found to be cut off when a partition reaches beyond the end`() throws {
        #expect(try disk([MBR.Entry(type: 0x83, start: 1, count: 2049)]).inspected().refused == ["truncated"])
        let last = MBR.Entry(type: 0x83, start: .max, count: .max)
        #expect(try disk([last]).inspected().refused == ["truncated"])
    }

    @Test func `is not what a file system with a boot sector is`() throws {
        let fat = [UInt8].zeros(1 << 20).with([2], at: 16).with([0xF8], at: 21).with([0x55, 0xAA], at: 510)
        #expect(try fat.inspected().format == .raw)
        #expect(try fat.inspected().subformat == "FAT file system")
        let ntfs = [UInt8].zeros(1 << 20).with("NTFS    ", at: 3).with([0x55, 0xAA], at: 510)
        #expect(try ntfs.inspected().subformat == "NTFS file system")
    }
}
