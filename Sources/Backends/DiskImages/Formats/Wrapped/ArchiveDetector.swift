/// An archive of files, among them an OVA: a tar whose first member is an OVF description (DMTF DSP0243).
struct ArchiveDetector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        let head = image.head
        if head.has([0x50, 0x4B, 0x03, 0x04], at: 0) { return Match(.zip, .wholeWithFreeHead) }
        if head.has([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], at: 0) { return Match(.sevenZip, .wholeWithFreeHead) }
        if head.has("-lh", at: 2), head.has("-", at: 6) { return Match(.lha, .wholeWithFreeHead) }
        guard head.has("ustar", at: 257) else { return nil }
        return Match(firstMember(head).lowercased().hasSuffix(".ovf") ? .ova : .tar, .wholeWithFreeHead)
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) {
        switch match.format {
        case .ova:
            examination.note(.archive, "a package of a description and its disks, which are not looked at")
        case .tar:
            examination.refuse(.archive, "a tar archive that begins with '\(firstMember(image.head))': unpack it first")
        default:
            examination.compression = match.format
            let orElse = match.format.containerFormat == nil ? "" : ", unless the service unpacks it"
            examination.refuse(.archive, "a \(match.format.title): unpack it first\(orElse)")
        }
    }

    private func firstMember(_ head: ByteView) -> String { head.text(at: 0, count: 100) }
}
