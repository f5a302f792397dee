/// Whether a qcow2 file holds the tables its header points to, and the clusters those count.
struct QCOW2Tables {
    /// QEMU opens no longer refcount table.
    private static let refcountTableLimit: UInt64 = 8 << 20

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
    }

    /// The last cluster with a reference count: the file reaches at least into it, unless it was cut off.
    private func lastCountedCluster(_ image: ImageBytes) throws -> UInt64? {
        var lastBlock: (index: UInt64, offset: UInt64)?
        let count = header.refcountClusters * header.clusterSize
        try image.walk(at: header.refcountOffset, count: count) { view, distance in
            if let place = view.bytes.lastIndex(where: { $0 != 0 }) {
                let entry = (place - view.bytes.startIndex) / 8
                lastBlock = (distance / 8 + UInt64(entry), try view.be64(entry * 8) & ~511)
            }
            return true
        }
        guard let lastBlock else { return nil }
        var lastEntry: UInt64?
        try image.walk(at: lastBlock.offset, count: header.clusterSize) { view, distance in
            if let place = view.bytes.lastIndex(where: { $0 != 0 }) {
                lastEntry = entry(of: view.bytes[place], at: distance + UInt64(place - view.bytes.startIndex))
            }
            return true
        }
        let entriesPerBlock = (header.clusterSize * 8) >> header.refcountOrder
        return lastEntry.map { lastBlock.index.times(entriesPerBlock).plus($0) }
    }

    /// The number within its block of the last count that has a bit in this byte.
    private func entry(of byte: UInt8, at place: UInt64) -> UInt64 {
        let highestBit = UInt64(7 - byte.leadingZeroBitCount)
        return (place * 8 + (header.refcountOrder < 3 ? highestBit : 0)) >> header.refcountOrder
    }
}
