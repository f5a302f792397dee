/// Whether a VMDK file reaches as far as its grain tables say.
struct VMDKGrains {
    /// More tables are not looked at: so many map 256 GiB in the usual grains. They are the last of the directory, as
    /// most programs write a disk from its beginning to its end.
    private static let tableLimit = 8192
    /// In place of a grain's sector: a grain of zeros, which is not in the file.
    private static let zeroGrain: UInt64 = 1
    /// What stands before the data of a grain that is compressed: its place on the disk (8 bytes) and its length.
    private static let markerCount = 12

    private let header: VMDKHeader

    /// - Parameter header: the one that counts, and was found to make sense.
    init(_ header: VMDKHeader) { self.header = header }

    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        let tables = try lastTables(image)
        guard let last = tables.last else { return }
        let end = last.times(512).plus(header.entriesPerTable.times(4))
        examination.requireInside("a grain table", end: end, of: image)
        guard examination.findings.refusals(allowing: []).isEmpty else { return }
        let highest = try highestGrain(in: tables, image)
        guard highest > 0 else { return }
        try examination.check("its last grain") { examination in
            examination.requireInside("its last grain", end: try grainEnd(highest, image), of: image)
        }
    }

    /// The sectors of grain tables, in their order in the file.
    private func lastTables(_ image: ImageBytes) throws -> [UInt64] {
        var tables: [UInt64] = []
        try image.forEachNumber(.le32, at: header.directory.times(512), count: header.tableCount) { sector, _ in
            if tables.count == 2 * Self.tableLimit { tables.removeFirst(Self.tableLimit) }
            tables.append(sector)
        }
        return Set(tables.suffix(Self.tableLimit)).sorted()
    }

    /// The last sector that a grain begins at; 0 without any grain.
    private func highestGrain(in tables: [UInt64], _ image: ImageBytes) throws -> UInt64 {
        var highest: UInt64 = 0
        var rest = tables[...]
        while let first = rest.popFirst() {
            // Tables that lie one behind the other are read together.
            var count = header.entriesPerTable
            while let next = rest.first, next.times(512) == first.times(512).plus(count.times(4)) {
                rest.removeFirst()
                count += header.entriesPerTable
            }
            try image.forEachNumber(.le32, at: first.times(512), count: count) { sector, _ in
                if sector != Self.zeroGrain { highest = max(highest, sector) }
            }
        }
        return highest
    }

    /// Where the file must end at the earliest, in bytes.
    private func grainEnd(_ sector: UInt64, _ image: ImageBytes) throws -> UInt64 {
        let place = sector.times(512)
        guard header.flags & VMDKHeader.Flag.compressed == 0 else {
            guard header.flags & VMDKHeader.Flag.markers != 0 else { return place.plus(1) }
            let length = try image.view(at: place, count: Self.markerCount).le32(8)
            return place.plus(UInt64(Self.markerCount)).plus(length)
        }
        // A grain is written as a whole, except where the disk ends inside it.
        return place.plus(header.capacity % header.grainSize == 0 ? header.grainSize.times(512) : 512)
    }
}
