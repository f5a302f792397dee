/// Hyper-V's disk, VHDX (Microsoft, [MS-VHDX]).
struct VHDXDetector: FormatDetector {
    private static let unit: UInt64 = 64 << 10

    func match(_ image: ImageBytes) -> Match? {
        image.head.has("vhdxfile", at: 0) ? Match(.vhdx) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        try examination.check("the headers") { try checkHeaders(image, &$0) }
        var regions: [VHDXRegion] = []
        try examination.check("the region tables") { regions = try readRegions(image, &$0) }
        guard let metadata = regions.first(where: { $0.kind == .metadata }) else {
            examination.refuse(.malformed, "no region for its metadata")
            return
        }
        var facts: VHDXMetadata?
        try examination.check("the metadata") { facts = try VHDXMetadata.read(metadata, image, &$0) }
        guard let table = regions.first(where: { $0.kind == .blocks }) else {
            examination.refuse(.malformed, "no region for its block table")
            return
        }
        guard let facts, image.size != nil, examination.findings.refusals(allowing: []).isEmpty else { return }
        try examination.check("the block table") { try VHDXBlocks(table, facts).check(image, &$0) }
    }

    /// Two headers, of which the valid one with the higher sequence number counts.
    private func checkHeaders(_ image: ImageBytes, _ examination: inout Examination) throws {
        var current: (sequence: UInt64, view: ByteView)?
        for place in [Self.unit, 2 * Self.unit] {
            let view = try image.view(at: place, count: 4096)
            guard view.count == 4096, view.has("head", at: 0),
                try view.le32(4) == CyclicRedundancy.castagnoli.value(of: view, hole: 4)
            else { continue }
            let sequence = try view.le64(8)
            if sequence >= current?.sequence ?? 0 { current = (sequence, view) }
        }
        guard let view = current?.view else {
            try image.view(at: 2 * Self.unit, count: 4096).require(4096)
            examination.refuse(.malformed, "neither of its two headers is whole")
            return
        }
        let version = try view.le16(66)
        if version != 1 { examination.refuse(.unknownFeature, "VHDX of version \(version), not 1") }
        if !view.isZero(at: 48, count: 16) {
            examination.warn(.dirty, "it was not closed properly: its log holds changes that are not in the disk yet")
        }
        let logLength = try view.le32(68)
        let logOffset = try view.le64(72)
        if logOffset % (1 << 20) != 0 || logLength % (1 << 20) != 0 {
            examination.refuse(.malformed, "its log does not begin or end at a MiB")
        }
        examination.requireInside("the log", end: logOffset.plus(logLength), of: image)
    }

    /// The regions of the first of two tables that is whole.
    private func readRegions(_ image: ImageBytes, _ examination: inout Examination) throws -> [VHDXRegion] {
        for place in [3 * Self.unit, 4 * Self.unit] {
            let view = try image.view(at: place, count: Int(Self.unit))
            guard view.count == Int(Self.unit), view.has("regi", at: 0),
                try view.le32(4) == CyclicRedundancy.castagnoli.value(of: view, hole: 4)
            else { continue }
            return try VHDXRegion.read(view, image, &examination)
        }
        try image.view(at: 4 * Self.unit, count: Int(Self.unit)).require(Int(Self.unit))
        examination.refuse(.malformed, "neither of its two region tables is whole")
        return []
    }
}
