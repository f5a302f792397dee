/// Virtual PC's disk, VHD (Microsoft, Virtual Hard Disk Image Format Specification). The footer at the end counts; a
/// dynamic disk has a copy of it at the beginning, and a fixed one begins like a raw disk.
struct VHDDetector: FormatDetector {
    private static let sizeLimit: UInt64 = 2040 << 30

    func match(_ image: ImageBytes) throws -> Match? {
        if image.head.has(VHDFooter.magic, at: 0) { return Match(.vhd) }
        return try image.tail(VHDFooter.count).has(VHDFooter.magic, at: 0) ? Match(.vhd, .appended) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        if case .appended = match.claim {
            try examineFixed(try VHDFooter(image.tail(VHDFooter.count)), image, &examination)
        } else {
            try examineDynamic(image, &examination)
        }
    }

    private func examineFixed(_ footer: VHDFooter, _ image: ImageBytes, _ examination: inout Examination) throws {
        check(footer, &examination)
        guard footer.kind == VHDFooter.Kind.fixed else {
            let kind = footer.kind
            examination.refuse(.malformed, "a footer of a disk of type \(kind) without a header at the beginning")
            return
        }
        examination.subformat = "fixed"
        examination.warn(
            .fixedVHD,
            "a fixed VHD: Glance takes it for raw data and refuses it as vhd: convert it first, for example to qcow2")
        let dataSize = (image.size ?? 0).minus(UInt64(VHDFooter.count))
        if dataSize != footer.currentSize, dataSize != footer.geometrySize {
            examination.warn(.size, "\(dataSize) bytes of data, but the footer says \(footer.currentSize)")
        }
    }

    private func examineDynamic(_ image: ImageBytes, _ examination: inout Examination) throws {
        let copy = image.head.part(at: 0, count: VHDFooter.count)
        let footer = try VHDFooter(copy)
        check(footer, &examination)
        switch footer.kind {
        case VHDFooter.Kind.dynamic: examination.subformat = "dynamic"
        case VHDFooter.Kind.differencing:
            examination.subformat = "differencing"
            examination.refuse(.parent, "it holds only the differences from another image")
        default: examination.refuse(.malformed, "a header of a disk of type \(footer.kind)")
        }
        try examination.check("the footer") { try compareFooter(with: copy, image, &$0) }
        try examination.check("the dynamic header") { try VHDDynamicHeader(footer).check(image, &$0) }
    }

    private func compareFooter(with copy: ByteView, _ image: ImageBytes, _ examination: inout Examination) throws {
        let footer = try image.tail(VHDFooter.count)
        try footer.require(VHDFooter.count)
        if !footer.has(VHDFooter.magic, at: 0) {
            examination.refuse(.truncated, "no footer at the end: the file is cut off")
        } else if !footer.bytes.elementsEqual(copy.bytes) {
            examination.refuse(.malformed, "its footer and the copy at the beginning differ")
        }
    }

    private func check(_ footer: VHDFooter, _ examination: inout Examination) {
        examination.virtualSize = footer.currentSize
        if !footer.checksumFits { examination.refuse(.malformed, "the footer's checksum is wrong") }
        if footer.version != 0x0001_0000 {
            let version = "\(footer.version >> 16).\(footer.version & 0xFFFF)"
            examination.refuse(.unknownFeature, "VHD of version \(version), not 1.0")
        }
        let size = footer.currentSize
        if size == 0 { examination.refuse(.size, "a disk of no bytes") }
        if size > Self.sizeLimit { examination.refuse(.size, "a disk of \(size) bytes, more than 2040 GiB") }
        if footer.geometrySize != size, footer.geometrySize != VHDFooter.largestGeometry {
            examination.note(
                .size, "by its geometry the disk has \(footer.geometrySize) bytes, not \(size): some readers go by that"
            )
        }
    }
}
