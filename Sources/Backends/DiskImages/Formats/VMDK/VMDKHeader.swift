/// The header of a VMDK sparse extent (VMware, Virtual Disk Format 5.0, "Hosted Sparse Extent Header").
struct VMDKHeader: Equatable {
    static let magic = "KDMV"
    static let count = 512
    /// In place of the directory's sector: the header that counts is the footer.
    static let directoryInFooter = UInt64.max

    enum Flag {
        static let redundantDirectory: UInt64 = 1 << 1
        static let compressed: UInt64 = 1 << 16
        static let markers: UInt64 = 1 << 17
    }

    let version: UInt64
    let flags: UInt64
    let capacity: UInt64
    let grainSize: UInt64
    let descriptorSector: UInt64
    let descriptorSectors: UInt64
    let entriesPerTable: UInt64
    let redundantDirectory: UInt64
    let directory: UInt64
    let isUnclean: Bool
    let hasLineEnds: Bool
    let compression: UInt64

    init(_ view: ByteView) throws {
        version = try view.le32(4)
        flags = try view.le32(8)
        capacity = try view.le64(12)
        grainSize = try view.le64(20)
        descriptorSector = try view.le64(28)
        descriptorSectors = try view.le64(36)
        entriesPerTable = try view.le32(44)
        redundantDirectory = try view.le64(48)
        directory = try view.le64(56)
        isUnclean = try view.byte(72) != 0
        hasLineEnds = view.has([0x0A, 0x20, 0x0D, 0x0A], at: 73)
        compression = try view.le16(77)
    }

    /// How many grain tables the grain directory has.
    var tableCount: UInt64 {
        let perTable = max(entriesPerTable.times(grainSize), 1)
        return capacity / perTable + (capacity % perTable == 0 ? 0 : 1)
    }

    /// Where the grain directory that starts at a sector ends, in bytes.
    func directoryEnd(from sector: UInt64) -> UInt64 { sector.times(512).plus(tableCount.times(4)) }
}
