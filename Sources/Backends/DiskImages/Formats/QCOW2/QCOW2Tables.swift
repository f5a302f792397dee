/// Whether a qcow2 file holds the tables its header points to, and the clusters those count.
struct QCOW2Tables {
    /// QEMU opens no longer refcount table.
    private static let refcountTableLimit: UInt64 = 8 << 20
    /// Entries of the L1 table that are looked at: those of a disk of 1 PiB in the usual clusters.
    private static let l1EntryLimit: UInt64 = 2 << 20
    /// The bits of an L1 entry that say where its L2 table is.
    private static let l2Place: UInt64 = 0x00FF_FFFF_FFFF_FE00

    private let header: QCOW2Header

    init(_ header: QCOW2Header) { self.header = header }

    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        if header.l1Count > 0 {
            examination.requireInside("the L1 table", end: header.l1Offset.plus(header.l1Count.times(8)), of: image)
        }
        if header.snapshotCount > 0 {
            examination.requireInside("the snapshot table", end: header.snapshotOffset.plus(1), of: image)
        }
        let length = header.refcountClusters.times(header.clusterSize)
        guard length > 0, length <= Self.refcountTableLimit else {
            examination.refuse(.malformed, "a refcount table of \(length) bytes")
            return
        }
        examination.requireInside("the refcount table", end: header.refcountOffset.plus(length), of: image)
        guard let size = image.size, examination.findings.refusals(allowing: []).isEmpty else { return }
        try examination.check("the reference counts") { examination in
            if let last = try lastCountedCluster(image), last.times(header.clusterSize) >= size {
                let needed = last.plus(1).times(header.clusterSize)
                examination.refuse(
                    .truncated, "the file is cut off: about \(needed) bytes are in use, \(size) are there")
            }
        }
        guard examination.findings.refusals(allowing: []).isEmpty else { return }
        try examination.check("the L1 table") { try checkL2Tables(image, &$0) }
    }

    /// Each L2 table begins in the file; QEMU does not ask for its last cluster to be whole either.
    private func checkL2Tables(_ image: ImageBytes, _ examination: inout Examination) throws {
        var highest: UInt64 = 0
        let count = min(header.l1Count, Self.l1EntryLimit)
        try image.forEachNumber(.be64, at: header.l1Offset, count: count) { entry, _ in
            highest = max(highest, entry & Self.l2Place)
        }
        if highest > 0 { examination.requireInside("an L2 table", end: highest.plus(1), of: image) }
    }

    /// The last cluster with a reference count: the file reaches at least into it, unless it was cut off.
    private func lastCountedCluster(_ image: ImageBytes) throws -> UInt64? {
        var lastBlock: (index: UInt64, offset: UInt64)?
        let count = header.refcountClusters * header.clusterSize / 8
        try image.forEachNumber(.be64, at: header.refcountOffset, count: count) { entry, index in
            lastBlock = (index, entry & ~511)
        }
        guard let lastBlock else { return nil }
        // Counts have any width: eight bytes of them at a time.
        var lastCounts: (value: UInt64, index: UInt64)?
        try image.forEachNumber(.be64, at: lastBlock.offset, count: header.clusterSize / 8) { lastCounts = ($0, $1) }
        guard let lastCounts else { return nil }
        let zeroBytes = UInt64(lastCounts.value.trailingZeroBitCount / 8)
        let byte = UInt8(truncatingIfNeeded: lastCounts.value >> (zeroBytes * 8))
        let entriesPerBlock = (header.clusterSize * 8) >> header.refcountOrder
        return lastBlock.index.times(entriesPerBlock).plus(entry(of: byte, at: lastCounts.index * 8 + 7 - zeroBytes))
    }

    /// The number within its block of the last count that has a bit in this byte.
    private func entry(of byte: UInt8, at place: UInt64) -> UInt64 {
        let highestBit = UInt64(7 - byte.leadingZeroBitCount)
        return (place * 8 + (header.refcountOrder < 3 ? highestBit : 0)) >> header.refcountOrder
    }
}
