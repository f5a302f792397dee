/// The first version of QEMU's format (QEMU, block/qcow.c), which no image service takes.
struct QCOWDetector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        guard image.head.has(QCOW2Header.magic, at: 0), (try? image.head.be32(4)) == 1 else { return nil }
        return Match(.qcow)
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        examination.refuseUnsupported()
        let view = image.head
        examination.virtualSize = try view.be64(24)
        if try view.be64(8) != 0 {
            let name = try image.view(at: view.be64(8), count: Int(min(view.be32(16), 255))).text(at: 0, count: 255)
            examination.refuse(.backingFile, "it reads from another file of the host below it: '\(name)'")
        }
        if try view.be32(36) != 0 { examination.warn(.encrypted, "encrypted with QEMU's old AES method") }
        if try view.be64(24) == 0 { examination.refuse(.size, "a disk of no bytes") }
        guard try (9...16).contains(view.byte(32)) else {
            examination.refuse(.malformed, "clusters of 2^\(try view.byte(32)) bytes, not 2^9 to 2^16")
            return
        }
        examination.requireInside("the L1 table", end: try view.be64(40), of: image)
    }
}
