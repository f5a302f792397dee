/// An encrypted volume (LUKS1 and LUKS2 On-Disk Format Specifications). Nothing is decrypted and no key is derived: the
/// number of iterations comes from the file.
struct LUKSDetector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        image.head.has(Array("LUKS".utf8) + [0xBA, 0xBE], at: 0) ? Match(.luks, .disk) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let view = image.head
        let version = try view.be16(6)
        examination.note(.encrypted, "encrypted with LUKS: it does not start without its key")
        examination.subformat = "version \(version)"
        examination.warnOfOddSize(image)
        switch version {
        case 1:
            try view.require(592)
            let payload = try view.be32(104).times(512)
            examination.requireInside("the encrypted data", end: payload.plus(1), of: image)
            examination.virtualSize = image.size.map { $0.minus(payload) }
        case 2:
            let headerSize = try view.be64(8)
            examination.warn(.unknownFeature, "LUKS of version 2: Glance refuses it where it inspects images")
            examination.requireInside("the second header", end: headerSize.times(2), of: image)
        default:
            examination.refuse(.unknownFeature, "LUKS of version \(version), not 1 or 2")
        }
    }
}
