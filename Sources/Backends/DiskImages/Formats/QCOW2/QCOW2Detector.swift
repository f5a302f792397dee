/// qcow2, versions 2 and 3 (QEMU, docs/interop/qcow2.txt).
struct QCOW2Detector: FormatDetector {
    func match(_ image: ImageBytes) -> Match? {
        guard image.head.has(QCOW2Header.magic, at: 0), (try? image.head.be32(4)) != 1 else { return nil }
        return Match(.qcow2)
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let version = try image.head.be32(4)
        guard version == 2 || version == 3 else {
            examination.refuse(.unknownFeature, "qcow2 of version \(version), not 2 or 3")
            return
        }
        let header = try QCOW2Header(image.head)
        examination.subformat = version == 2 ? "version 2" : "version 3"
        examination.virtualSize = header.virtualSize
        try checkReferences(header, image, &examination)
        checkFeatures(header, &examination)
        guard header.hasClusterBits else {
            examination.refuse(.malformed, "clusters of 2^\(header.clusterBits) bytes, not 2^9 to 2^21")
            return
        }
        checkLayout(header, &examination)
        checkSize(header, &examination)
        try examination.check("the header extensions") { try QCOW2Extensions(header).check(image, &$0) }
        try QCOW2Tables(header).check(image, &examination)
    }

    private func checkReferences(
        _ header: QCOW2Header, _ image: ImageBytes, _ examination: inout Examination
    ) throws {
        if header.backingOffset != 0 || header.backingLength != 0 {
            let view = try image.view(at: header.backingOffset, count: Int(min(header.backingLength, 1023)))
            let name = header.backingOffset == 0 ? "" : view.text(at: 0, count: 255)
            examination.refuse(
                .backingFile, "it reads from another file of the host below it" + (name.isEmpty ? "" : ": '\(name)'"))
        }
        if header.has(QCOW2Header.Feature.externalData) {
            examination.refuse(.dataFile, "its data is in another file of the host")
        }
        if header.autoclear & QCOW2Header.rawExternalData != 0 {
            examination.refuse(.dataFile, "it is marked as having its data raw in another file of the host")
        }
    }

    private func checkFeatures(_ header: QCOW2Header, _ examination: inout Examination) {
        typealias Feature = QCOW2Header.Feature
        let unknown = header.incompatible & ~Feature.known
        if unknown != 0 {
            let bits = String(unknown, radix: 16)
            examination.refuse(.unknownFeature, "it needs features that are not known here: 0x\(bits)")
        }
        if header.has(Feature.corrupt) { examination.refuse(.corrupt, "QEMU has marked it as damaged") }
        if header.has(Feature.dirty) {
            examination.warn(.dirty, "it was not closed properly: 'qemu-img check -r all' repairs that")
        }
        if header.has(Feature.extendedL2) {
            examination.warn(
                .extendedL2,
                "it has extended L2 entries: Glance refuses those, and 'qemu-img convert -O qcow2' leaves them out")
        }
        if let type = header.compressionType, type > 1 {
            examination.refuse(.unknownFeature, "compression of type \(type), not deflate or zstd")
        }
        if (header.compressionType ?? 0 != 0) != header.has(Feature.compressionType) {
            examination.refuse(.malformed, "the compression type and the feature that announces it disagree")
        }
        switch header.encryption {
        case 0: break
        case 1: examination.warn(.encrypted, "encrypted with QEMU's old AES method, which servers no longer open")
        case 2: examination.warn(.encrypted, "encrypted with LUKS: it does not start without its key")
        default: examination.refuse(.unknownFeature, "encryption of type \(header.encryption), not AES or LUKS")
        }
        if header.snapshotCount > 0 {
            let count = header.snapshotCount
            examination.warn(
                .snapshots, "it holds \(count) internal snapshot\(count == 1 ? "" : "s"), which may keep deleted data")
        }
    }

    private func checkLayout(_ header: QCOW2Header, _ examination: inout Examination) {
        if header.has(QCOW2Header.Feature.extendedL2), header.clusterBits < 14 {
            examination.refuse(.malformed, "extended L2 entries with clusters of less than 16 KiB")
        }
        if header.refcountOrder > 6 {
            examination.refuse(.malformed, "reference counts of 2^\(header.refcountOrder) bits, not 2^6 or less")
        }
        if header.version == 3, header.length < 104 || header.length % 8 != 0 || header.length > header.clusterSize {
            examination.refuse(.malformed, "a header of \(header.length) bytes")
        }
        if header.snapshotCount > 65536 {
            examination.refuse(.malformed, "\(header.snapshotCount) internal snapshots, more than QEMU allows")
        }
        let places = [
            ("the L1 table", header.l1Offset, header.l1Count > 0),
            ("the refcount table", header.refcountOffset, true),
            ("the snapshot table", header.snapshotOffset, header.snapshotCount > 0),
        ]
        for (part, offset, isUsed) in places where isUsed {
            if !offset.isMultiple(ofPower: header.clusterBits) {
                examination.refuse(.malformed, "\(part) does not begin at a cluster")
            } else if offset == 0 {
                examination.refuse(.malformed, "\(part) lies over the header")
            }
        }
    }

    private func checkSize(_ header: QCOW2Header, _ examination: inout Examination) {
        let size = header.virtualSize
        if size == 0 { examination.refuse(.size, "a disk of no bytes") }
        if size % 512 != 0 { examination.refuse(.size, "a disk of \(size) bytes, which is no whole number of sectors") }
        if size > UInt64(Int64.max) { examination.refuse(.size, "a disk of \(size) bytes, more than there can be") }
        if header.coverage < size {
            examination.refuse(.size, "a disk of \(size) bytes, of which its tables reach \(header.coverage)")
        }
        if header.l1Count > (32 << 20) / 8 {
            examination.refuse(.size, "an L1 table of \(header.l1Count) entries, more than QEMU allows")
        }
    }
}
