/// The disk of Parallels and of Virtuozzo's ploop (QEMU, docs/interop/parallels.txt).
struct ParallelsDetector: FormatDetector {
    private static let oldMagic = "WithoutFreeSpace"
    private static let magic = "WithouFreSpacExt"
    private static let headerCount: UInt64 = 64
    private static let inUse: UInt64 = 0x746F_6E59

    func match(_ image: ImageBytes) -> Match? {
        image.head.has(Self.magic, at: 0) || image.head.has(Self.oldMagic, at: 0) ? Match(.ploop) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let view = image.head
        let isOld = view.has(Self.oldMagic, at: 0)
        let version = try view.le32(16)
        guard version == 2 else {
            examination.refuse(.unknownFeature, "a Parallels disk of version \(version), not 2")
            return
        }
        let clusterSectors = try view.le32(28)
        let entries = try view.le32(32)
        let size = (isOld ? try view.le32(36) : try view.le64(36)).times(512)
        examination.virtualSize = size
        if try view.le32(44) == Self.inUse { examination.warn(.dirty, "it was not closed properly") }
        if clusterSectors == 0 || clusterSectors > UInt64(Int32.max) / 512 {
            examination.refuse(.malformed, "clusters of \(clusterSectors) sectors")
        }
        if size == 0 || size > UInt64(Int64.max) { examination.refuse(.size, "a disk of \(size) bytes") }
        let clusterSize = clusterSectors.times(512)
        if entries.times(clusterSize) < size {
            examination.refuse(.size, "a disk of \(size) bytes in \(entries) clusters of \(clusterSize)")
        }
        let tableEnd = Self.headerCount.plus(entries.times(4))
        examination.requireInside("the block table", end: tableEnd, of: image)
        let dataOffset = try view.le32(48).times(512)
        if dataOffset != 0, dataOffset < tableEnd {
            examination.refuse(.malformed, "its data begins inside its block table")
        }
        examination.requireInside("the beginning of its data", end: dataOffset, of: image)
        let more = try view.le64(56).times(512)
        if more != 0 { examination.requireInside("the format extension", end: more.plus(1), of: image) }
        guard image.size != nil, examination.findings.refusals(allowing: []).isEmpty else { return }
        try examination.check("the block table") { examination in
            var highest: UInt64 = 0
            try image.forEachNumber(.le32, at: Self.headerCount, count: entries) { entry, _ in
                highest = max(highest, entry)
            }
            guard highest > 0 else { return }
            // Clusters are whole, the last one too.
            let end = highest.times(isOld ? 512 : clusterSize).plus(clusterSize)
            examination.requireInside("its data", end: end, of: image)
        }
    }
}
