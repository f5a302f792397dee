/// Disks that QEMU or others read, and no image service takes: they are named, and nothing more is looked at.
struct OtherDiskDetector: FormatDetector {
    /// Where Apple's disk image has its only mark, counted from the end.
    private static let appleTrailerCount = 512

    func match(_ image: ImageBytes) throws -> Match? {
        let head = image.head
        if head.has("COWD", at: 0) { return Match(.vmdk3) }
        if head.has([0xBE, 0xBA, 0xFE, 0xCA, 0, 0, 0, 0], at: 0) { return Match(.seSparse) }
        if head.has("Bochs Virtual HD Image", at: 0) { return Match(.bochs) }
        if head.has("#!/bin/sh\n#V2.0 Format\nmodprobe cloop", at: 0) { return Match(.cloop) }
        if isOVF(head) { return Match(.ovf) }
        return try image.tail(Self.appleTrailerCount).has("koly", at: 0) ? Match(.dmg) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) {
        if match.format == .ovf {
            examination.refuse(.unsupportedFormat, "only the description of a virtual machine: send the disk it names")
        } else {
            examination.refuseUnsupported()
        }
    }

    /// An XML text whose first element is the envelope of an OVF description (DMTF DSP0243).
    private func isOVF(_ head: ByteView) -> Bool {
        let start = head.has([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0
        guard head.has("<", at: start) else { return false }
        let text = head.text(at: start, count: 4096)
        return text.contains("<Envelope") || text.contains("<ovf:Envelope")
    }
}
