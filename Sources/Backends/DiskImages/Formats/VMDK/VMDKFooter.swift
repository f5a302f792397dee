/// The last 1536 bytes of a VMDK file whose header says that the footer counts: a marker, the true header, and the
/// mark of the end. A reader that looks only at the header would see another disk than one that looks at the footer,
/// so the two must agree.
struct VMDKFooter {
    private static let count = 1536
    private static let markerType: UInt64 = 3

    private let header: VMDKHeader

    init(_ header: VMDKHeader) { self.header = header }

    /// - Returns: the true header.
    func read(_ image: ImageBytes, _ examination: inout Examination) throws -> VMDKHeader {
        let view = try image.tail(Self.count)
        try view.require(Self.count)
        // Nobody looks at the marker's value, its first eight bytes.
        if try view.le32(8) != 0 || view.le32(12) != Self.markerType || !view.isZero(at: 16, count: 496) {
            examination.refuse(.footer, "no footer marker at the place of the footer")
        }
        let part = view.part(at: 512, count: VMDKHeader.count)
        let footer = try VMDKHeader(part)
        if !part.has(VMDKHeader.magic, at: 0) { examination.refuse(.footer, "no header in its footer") }
        if footer.version != header.version || footer.descriptorSector != header.descriptorSector
            || footer.descriptorSectors != header.descriptorSectors || footer.capacity != header.capacity
            || footer.grainSize != header.grainSize || footer.entriesPerTable != header.entriesPerTable
        {
            examination.refuse(.footer, "its header and its footer describe different disks")
        }
        if footer.directory == VMDKHeader.directoryInFooter {
            examination.refuse(.footer, "its footer points to another footer")
        } else {
            let end = footer.directoryEnd(from: footer.directory)
            examination.requireInside("the grain directory", end: end, of: image)
        }
        if !view.isZero(at: 1024, count: 512) { examination.refuse(.footer, "no mark of the end behind its footer") }
        return footer
    }
}
