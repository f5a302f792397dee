/// What the metadata region of a VHDX says about the disk.
struct VHDXMetadata {
    private static let countLimit: UInt64 = 2047
    private static let sizeLimit: UInt64 = 64 << 40
    /// Where items may begin, counted from the region.
    private static let tableCount: UInt64 = 64 << 10
    /// The table, and what writers put right behind it.
    private static let readCount = 128 << 10
    private static let required: UInt64 = 4

    private static let fileParameters = GUID(0xCAA1_6737, 0xFA36, 0x4D43, 0xB3B6_33F0_AA44_E76B)
    private static let virtualDiskSize = GUID(0x2FA5_4224, 0xCD1B, 0x4876, 0xB211_5DBE_D83B_F4B8)
    private static let logicalSectorSize = GUID(0x8141_BF1D, 0xA96F, 0x4709, 0xBA47_F233_A8FA_AB5F)
    private static let physicalSectorSize = GUID(0xCDA3_48C7, 0x445D, 0x4471, 0x9CC9_E988_5251_C556)
    private static let diskID = GUID(0xBECA_12AB, 0xB2E6, 0x4523, 0x93EF_C309_E000_C746)
    private static let parentLocator = GUID(0xA8D3_5F2D, 0xB30B, 0x454D, 0xABF7_D3D8_4834_AB0C)

    private(set) var blockSize: UInt64 = 0
    private(set) var virtualSize: UInt64 = 0
    private(set) var sectorSize: UInt64 = 0

    /// - Returns: `nil` when the table itself is of no use.
    static func read(
        _ region: VHDXRegion, _ image: ImageBytes, _ examination: inout Examination
    ) throws -> VHDXMetadata? {
        let view = try image.view(at: region.offset, count: readCount)
        guard view.has("metadata", at: 0) else {
            try view.require(8)
            examination.refuse(.malformed, "no metadata where the region table says")
            return nil
        }
        let count = try view.le16(10)
        guard count <= countLimit else {
            examination.refuse(.malformed, "metadata of \(count) items, more than \(countLimit)")
            return nil
        }
        var facts = VHDXMetadata()
        for place in stride(from: 32, to: 32 + Int(count) * 32, by: 32) {
            let offset = try view.le32(place + 16)
            let length = try view.le32(place + 20)
            if offset != 0, offset < tableCount || offset.plus(length) > region.length {
                examination.refuse(.malformed, "an item of its metadata that lies outside its region")
                continue
            }
            // The items that count have 4 to 8 bytes; a longer read would not tell more.
            let item =
                offset.plus(8) <= UInt64(view.count)
                ? view.part(at: Int(offset), count: 8) : try image.view(at: region.offset.plus(offset), count: 8)
            try facts.take(
                try view.guid(place), item, isRequired: try view.le32(place + 24) & required != 0, &examination)
        }
        facts.check(&examination)
        return facts
    }

    private mutating func take(
        _ guid: GUID, _ item: ByteView, isRequired: Bool, _ examination: inout Examination
    ) throws {
        switch guid {
        case Self.fileParameters:
            blockSize = try item.le32(0)
            let flags = try item.le32(4)
            examination.subformat = flags & 1 != 0 ? "fixed" : "dynamic"
            if flags & 2 != 0 { examination.refuse(.parent, "it holds only the differences from another image") }
        case Self.virtualDiskSize:
            virtualSize = try item.le64(0)
            examination.virtualSize = virtualSize
        case Self.logicalSectorSize: sectorSize = try item.le32(0)
        case Self.physicalSectorSize, Self.diskID: break
        case Self.parentLocator: examination.refuse(.parent, "it names another image to start from")
        default:
            if isRequired {
                examination.refuse(.unknownFeature, "it needs an item of metadata that is not known here")
            }
        }
    }

    private func check(_ examination: inout Examination) {
        if sectorSize != 512, sectorSize != 4096 {
            examination.refuse(.malformed, "sectors of \(sectorSize) bytes")
        } else if virtualSize % sectorSize != 0 {
            examination.refuse(.size, "a disk of \(virtualSize) bytes, which is no whole number of sectors")
        }
        if !blockSize.isPowerOfTwo || blockSize < 1 << 20 || blockSize > 256 << 20 {
            examination.refuse(.malformed, "blocks of \(blockSize) bytes")
        }
        if virtualSize == 0 { examination.refuse(.size, "a disk of no bytes, or of an unknown size") }
        if virtualSize > Self.sizeLimit {
            examination.refuse(.size, "a disk of \(virtualSize) bytes, more than 64 TiB")
        }
    }
}
