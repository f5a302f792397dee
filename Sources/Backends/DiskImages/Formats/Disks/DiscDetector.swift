/// An optical disc: ISO 9660 (ECMA-119), UDF (ECMA-167), or both over one another.
struct DiscDetector: FormatDetector {
    private static let sectorSize = 2048
    private static let firstSector = 16
    /// More volume descriptors are not looked at; discs have three to six.
    private static let sectorLimit = 32

    private static let isoMark = "CD001"
    private static let udfMarks = ["BEA01", "NSR02", "NSR03", "TEA01", "BOOT2", "CDW02"]

    func match(_ image: ImageBytes) -> Match? {
        let place = Self.firstSector * Self.sectorSize + 1
        let marks = [Self.isoMark, "BEA01", "NSR02", "NSR03"]
        return marks.contains { image.head.has($0, at: place) } ? Match(.iso, .disc) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        var primary: ByteView?
        var isISO = false
        var isUDF = false
        for sector in Self.firstSector..<Self.firstSector + Self.sectorLimit {
            let view = image.head.part(at: sector * Self.sectorSize, count: Self.sectorSize)
            if view.has(Self.isoMark, at: 1) {
                isISO = true
                if primary == nil, try view.byte(0) == 1 { primary = view }
            } else if Self.udfMarks.contains(where: { view.has($0, at: 1) }) {
                if view.has("NSR02", at: 1) || view.has("NSR03", at: 1) { isUDF = true }
            } else {
                break
            }
        }
        examination.subformat = isISO && isUDF ? "ISO 9660 and UDF" : isISO ? "ISO 9660" : "UDF"
        // A disc with both has all of its files in UDF, and may claim a stub of a volume in ISO 9660.
        examination.virtualSize = image.size
        if let primary {
            try examination.check("the volume descriptor") { try checkVolume(primary, isUDF, image, &$0) }
        } else if isISO || !isUDF {
            let isCut = image.head.count < (Self.firstSector + 2) * Self.sectorSize
            examination.refuse(isCut ? .truncated : .malformed, "no primary volume descriptor")
        }
    }

    private func checkVolume(
        _ view: ByteView, _ isUDF: Bool, _ image: ImageBytes, _ examination: inout Examination
    ) throws {
        try view.require(Self.sectorSize)
        let blocks = try view.le32(80)
        let blockSize = try view.le16(128)
        if try blocks != view.be32(84) || blockSize != view.be16(130) {
            examination.refuse(.malformed, "its two statements of the volume's size differ")
        }
        if try view.byte(6) != 1 {
            examination.refuse(.unknownFeature, "a volume descriptor of version \(try view.byte(6)), not 1")
        }
        if !blockSize.isPowerOfTwo || blockSize < 512 {
            examination.refuse(.malformed, "blocks of \(blockSize) bytes")
        }
        let size = blocks.times(blockSize)
        if size == 0 { examination.refuse(.size, "a volume of no bytes") }
        if !isUDF { examination.virtualSize = size }
        examination.requireInside("the volume", end: size, of: image)
    }
}
