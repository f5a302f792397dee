/// The header of a VHD that grows, and its block table.
struct VHDDynamicHeader {
    private static let magic = "cxsparse"
    private static let count = 1024
    private static let unused: UInt64 = 0xFFFF_FFFF

    private let footer: VHDFooter

    init(_ footer: VHDFooter) { self.footer = footer }

    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        guard footer.headerOffset >= UInt64(VHDFooter.count) else {
            examination.refuse(.malformed, "its dynamic header lies over its footer")
            return
        }
        let view = try image.view(at: footer.headerOffset, count: Self.count)
        try view.require(Self.count)
        guard view.has(Self.magic, at: 0) else {
            examination.refuse(.malformed, "no dynamic header where the footer says")
            return
        }
        if try view.be32(36) != VHDFooter.checksum(view, hole: 36) {
            examination.refuse(.malformed, "the checksum of the dynamic header is wrong")
        }
        // Parent id, parent name, parent locators.
        if !view.isZero(at: 40, count: 16) || !view.isZero(at: 64, count: 512) || !view.isZero(at: 576, count: 192) {
            examination.refuse(.parent, "it names another image to start from")
        }
        try checkBlocks(view, image, &examination)
    }

    private func checkBlocks(_ view: ByteView, _ image: ImageBytes, _ examination: inout Examination) throws {
        let tableOffset = try view.be64(16)
        let entries = try view.be32(28)
        let blockSize = try view.be32(32)
        guard blockSize.isPowerOfTwo, blockSize >= 512 else {
            examination.refuse(.malformed, "blocks of \(blockSize) bytes")
            return
        }
        if entries.times(blockSize) < footer.currentSize {
            examination.refuse(.size, "a disk of \(footer.currentSize) bytes in \(entries) blocks of \(blockSize)")
        }
        let tableEnd = tableOffset.plus(entries.times(4))
        examination.requireInside("the block table", end: tableEnd, of: image)
        guard let size = image.size, tableEnd <= size else { return }
        // Each block begins with a bitmap of its sectors, in whole sectors.
        let bitmap = (blockSize / 512 / 8).plus(511) & ~511
        try examination.check("the block table") { examination in
            var highest: UInt64 = 0
            try image.forEachNumber(.be32, at: tableOffset, count: entries) { sector, _ in
                if sector != Self.unused { highest = max(highest, sector) }
            }
            if highest > 0 {
                let end = highest.times(512).plus(bitmap).plus(blockSize)
                examination.requireInside("its last block", end: end, of: image)
            }
        }
    }
}
