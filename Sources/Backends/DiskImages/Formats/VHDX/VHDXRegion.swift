/// An entry of a VHDX region table: where a part of the file is.
struct VHDXRegion {
    enum Kind { case blocks, metadata, unknown }

    private static let countLimit: UInt64 = 2047
    private static let blocks = GUID(0x2DC2_7766, 0xF623, 0x4200, 0x9D64_115E_9BFD_4A08)
    private static let metadata = GUID(0x8B7C_A206, 0x4790, 0x4B9A, 0xB8FE_575F_050F_886E)

    let kind: Kind
    let offset: UInt64
    let length: UInt64

    static func read(
        _ view: ByteView, _ image: ImageBytes, _ examination: inout Examination
    ) throws -> [VHDXRegion] {
        let count = try view.le32(8)
        guard count <= countLimit else {
            examination.refuse(.malformed, "a region table of \(count) entries, more than \(countLimit)")
            return []
        }
        var regions: [VHDXRegion] = []
        for place in stride(from: 16, to: 16 + Int(count) * 32, by: 32) {
            let guid = try view.guid(place)
            let kind: Kind = guid == blocks ? .blocks : guid == metadata ? .metadata : .unknown
            let region = VHDXRegion(kind: kind, offset: try view.le64(place + 16), length: try view.le32(place + 24))
            if kind == .unknown, try view.le32(place + 28) & 1 != 0 {
                examination.refuse(.unknownFeature, "it needs a kind of region that is not known here")
            }
            if kind != .unknown, regions.contains(where: { $0.kind == kind }) {
                examination.refuse(.malformed, "two regions of one kind")
            }
            if region.offset % (1 << 20) != 0 || region.offset == 0 || region.length % (1 << 20) != 0 {
                examination.refuse(.malformed, "a region that does not begin or end at a MiB")
            }
            examination.requireInside("one of its regions", end: region.offset.plus(region.length), of: image)
            regions.append(region)
        }
        return regions
    }
}
