/// Whether a VHDX file reaches as far as its block table says.
struct VHDXBlocks {
    /// Longer tables are looked at only so far: 8 MiB map a disk of 32 TiB in the usual blocks.
    private static let readLimit: UInt64 = 8 << 20
    /// The block is in the file, wholly or in part.
    private static let presentStates: ClosedRange<UInt64> = 6...7

    private let region: VHDXRegion
    private let facts: VHDXMetadata

    init(_ region: VHDXRegion, _ facts: VHDXMetadata) {
        self.region = region
        self.facts = facts
    }

    /// The table holds sector bitmaps among the blocks, one behind each full chunk, so it is a little longer than the
    /// number of blocks.
    private var entryCount: UInt64 {
        let blocks = facts.virtualSize.plus(facts.blockSize - 1) / facts.blockSize
        let perChunk = max((UInt64(1) << 23).times(facts.sectorSize) / facts.blockSize, 1)
        return blocks.plus(blocks == 0 ? 0 : (blocks - 1) / perChunk)
    }

    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        if entryCount.times(8) > region.length {
            examination.refuse(.size, "a block table of \(region.length) bytes, too short for a disk of its size")
        }
        var highest: UInt64 = 0
        let count = min(entryCount.times(8), region.length, Self.readLimit)
        try image.forEachNumber(.le64, at: region.offset, count: count / 8) { entry, _ in
            if Self.presentStates.contains(entry & 7) { highest = max(highest, entry & ~0xF_FFFF) }
        }
        if highest > 0 { examination.requireInside("its last block", end: highest.plus(facts.blockSize), of: image) }
    }
}
