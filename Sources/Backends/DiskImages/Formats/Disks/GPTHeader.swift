/// The header of a GUID partition table (UEFI Specification, "GUID Partition Table (GPT) Disk Layout").
struct GPTHeader {
    static let magic = "EFI PART"
    private static let tableLimit: UInt64 = 256 << 10

    let sectorSize: UInt64
    private let view: ByteView

    /// - Returns: `nil` when there is none behind the first sector, of either size.
    init?(_ image: ImageBytes) {
        guard let size = [512, 4096].first(where: { image.head.has(Self.magic, at: $0) }) else { return nil }
        sectorSize = UInt64(size)
        view = image.head.part(at: size, count: size)
    }

    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        let length = try view.le32(12)
        if try view.le32(8) != 0x0001_0000 {
            examination.warn(.partitionTable, "a GPT of an unknown revision")
        }
        guard length >= 92, length <= sectorSize else {
            examination.refuse(.malformed, "a GPT header of \(length) bytes")
            return
        }
        let header = view.part(at: 0, count: Int(length))
        try header.require(Int(length))
        if try view.le32(16) != CyclicRedundancy.ieee.value(of: header, hole: 16) {
            examination.warn(.checksum, "the checksum of the GPT header is wrong")
        }
        if try view.le64(24) != 1 { examination.warn(.partitionTable, "the GPT header is not where it says it is") }
        try examination.check("the partition table") { try checkTable(image, &$0) }
        try examination.check("the second partition table") { try checkAlternate(image, &$0) }
    }

    private func checkTable(_ image: ImageBytes, _ examination: inout Examination) throws {
        let offset = try view.le64(72).times(sectorSize)
        let entrySize = try view.le32(84)
        let length = try view.le32(80).times(entrySize)
        guard entrySize >= 128, entrySize.isPowerOfTwo, length > 0, length <= Self.tableLimit else {
            examination.refuse(.malformed, "a partition table of \(length) bytes in entries of \(entrySize)")
            return
        }
        let table = try image.view(at: offset, count: Int(length))
        try table.require(Int(length))
        if try view.le32(88) != CyclicRedundancy.ieee.value(of: table) {
            examination.warn(.checksum, "the checksum of the partition table is wrong")
        }
    }

    /// The second header is in the last sector, so it is the first thing that a cut-off image lacks.
    private func checkAlternate(_ image: ImageBytes, _ examination: inout Examination) throws {
        let alternate = try view.le64(32)
        let end = alternate.plus(1).times(sectorSize)
        if let size = image.size, end > size {
            examination.refuse(.truncated, "the disk is cut off: it has \(end) bytes, \(size) are there")
            return
        }
        let second = try image.view(at: alternate.times(sectorSize), count: Self.magic.utf8.count)
        try second.require(Self.magic.utf8.count)
        if !second.has(Self.magic, at: 0) {
            examination.warn(.partitionTable, "no second GPT header where the first one says")
        }
    }
}
