/// VirtualBox's disk image (QEMU, block/vdi.c, which documents the header).
struct VDIDetector: FormatDetector {
    private static let blockCountLimit: UInt64 = 0x3FFF_FFFF
    /// Entries of the block map that are looked at: those of a disk of 4 TiB in the usual blocks.
    private static let entryLimit: UInt64 = 4 << 20
    /// Entries from here on stand for blocks that are not in the file.
    private static let absent: UInt64 = 0xFFFF_FFFE

    func match(_ image: ImageBytes) -> Match? {
        image.head.has([0x7F, 0x10, 0xDA, 0xBE], at: 0x40) ? Match(.vdi) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let view = image.head
        let version = try view.le32(0x44)
        guard version == 0x0001_0001 else {
            examination.refuse(.unknownFeature, "VDI of version \(version >> 16).\(version & 0xFFFF), not 1.1")
            return
        }
        let type = try view.le32(0x4C)
        examination.virtualSize = try view.le64(0x170)
        switch type {
        case 1: examination.subformat = "dynamic"
        case 2: examination.subformat = "static"
        case 3: examination.refuse(.parent, "it is an undo image, which needs another image to start from")
        case 4: examination.refuse(.parent, "it is a differencing image, which needs another image to start from")
        default: examination.refuse(.malformed, "an image of type \(type)")
        }
        try view.require(0x1C8)
        if !view.isZero(at: 0x1A8, count: 32) {
            examination.refuse(.parent, "it names another image to start from")
        }
        let sectorSize = try view.le32(0x168)
        if sectorSize != 512 { examination.refuse(.malformed, "sectors of \(sectorSize) bytes, not 512") }
        try checkBlocks(image, &examination)
    }

    private func checkBlocks(_ image: ImageBytes, _ examination: inout Examination) throws {
        let view = image.head
        let mapOffset = try view.le32(0x154)
        let dataOffset = try view.le32(0x158)
        let size = try view.le64(0x170)
        let blockSize = try view.le32(0x178)
        let blockCount = try view.le32(0x180)
        let used = try view.le32(0x184)
        if mapOffset % 512 != 0 || dataOffset % 512 != 0 || mapOffset < 512 {
            examination.refuse(.malformed, "its block map or its data does not begin at a sector")
        }
        if !blockSize.isPowerOfTwo || blockSize < 512 { examination.refuse(.malformed, "blocks of \(blockSize) bytes") }
        if size == 0 { examination.refuse(.size, "a disk of no bytes") }
        if size > UInt64(Int64.max) { examination.refuse(.size, "a disk of \(size) bytes, more than there can be") }
        if blockCount > Self.blockCountLimit {
            examination.refuse(.size, "\(blockCount) blocks, more than there can be")
        }
        if blockCount.times(blockSize) < size {
            examination.refuse(.size, "a disk of \(size) bytes in \(blockCount) blocks of \(blockSize)")
        }
        if used > blockCount {
            examination.refuse(.malformed, "more blocks in use (\(used)) than there are (\(blockCount))")
        }
        examination.requireInside("the block map", end: mapOffset.plus(blockCount.times(4)), of: image)
        examination.requireInside("its data", end: dataOffset.plus(used.times(blockSize)), of: image)
        guard image.size != nil, examination.findings.refusals(allowing: []).isEmpty else { return }
        // The header may count fewer blocks than the map has.
        try examination.check("the block map") { examination in
            var highest: UInt64?
            try image.forEachNumber(.le32, at: mapOffset, count: min(blockCount, Self.entryLimit)) { block, _ in
                if block < Self.absent { highest = max(highest ?? 0, block) }
            }
            guard let highest else { return }
            let end = dataOffset.plus(highest.plus(1).times(blockSize))
            examination.requireInside("its last block", end: end, of: image)
        }
    }
}
