/// QEMU's enhanced disk format (QEMU, docs/interop/qed_spec.txt), which no image service takes.
struct QEDDetector: FormatDetector {
    private static let backingFile: UInt64 = 1

    func match(_ image: ImageBytes) -> Match? {
        image.head.has("QED\0", at: 0) ? Match(.qed) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        examination.refuseUnsupported()
        let view = image.head
        let clusterSize = try view.le32(4)
        examination.virtualSize = try view.le64(48)
        if try view.le64(16) & Self.backingFile != 0 || view.le32(56) != 0 {
            let name = view.text(at: Int(try view.le32(56)), count: Int(min(try view.le32(60), 255)))
            examination.refuse(.backingFile, "it reads from another file of the host below it: '\(name)'")
        }
        if !clusterSize.isPowerOfTwo || clusterSize < 4096 {
            examination.refuse(.malformed, "clusters of \(clusterSize) bytes")
        }
        examination.requireInside("the L1 table", end: try view.le64(40), of: image)
    }
}
