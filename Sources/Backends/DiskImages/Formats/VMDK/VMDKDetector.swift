/// A VMDK file that holds a disk: a sparse extent with its descriptor inside (VMware, Virtual Disk Format 5.0).
struct VMDKDetector: FormatDetector {
    private static let capacityLimit: UInt64 = 64 << 40
    private static let grainLimit: UInt64 = 0x20_0000

    func match(_ image: ImageBytes) -> Match? {
        image.head.has(VMDKHeader.magic, at: 0) ? Match(.vmdk) : nil
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) throws {
        let header = try VMDKHeader(image.head)
        guard (1...3).contains(header.version) else {
            examination.refuse(.unknownFeature, "VMDK of version \(header.version), not 1 to 3")
            return
        }
        try image.head.require(VMDKHeader.count)
        examination.virtualSize = header.capacity.times(512)
        check(header, image, &examination)
        var counted: VMDKHeader? = header
        if header.directory == VMDKHeader.directoryInFooter {
            counted = nil
            try examination.check("the footer") { counted = try VMDKFooter(header).read(image, &$0) }
        }
        if let counted, image.size != nil, examination.findings.refusals(allowing: []).isEmpty {
            try examination.check("the grain tables") { try VMDKGrains(counted).check(image, &$0) }
        }
        try checkDescriptor(header, image, &examination)
    }

    private func check(_ header: VMDKHeader, _ image: ImageBytes, _ examination: inout Examination) {
        let size = header.capacity.times(512)
        if size == 0 { examination.refuse(.size, "a disk of no bytes") }
        if size > Self.capacityLimit { examination.refuse(.size, "a disk of \(size) bytes, more than 64 TiB") }
        if !header.grainSize.isPowerOfTwo || header.grainSize > Self.grainLimit {
            examination.refuse(.size, "grains of \(header.grainSize) sectors")
        }
        if header.entriesPerTable == 0 || header.entriesPerTable > 512 {
            examination.refuse(.malformed, "grain tables of \(header.entriesPerTable) entries")
        }
        if header.compression > 1 {
            examination.refuse(.unknownFeature, "compression of type \(header.compression), not deflate")
        }
        if !header.hasLineEnds {
            examination.refuse(
                .textMode, "the file was damaged by a text-mode transfer: its line-end marks are changed")
        }
        if header.isUnclean { examination.warn(.dirty, "it was not closed properly") }
        guard header.directory != VMDKHeader.directoryInFooter else { return }
        examination.requireInside("the grain directory", end: header.directoryEnd(from: header.directory), of: image)
        if header.flags & VMDKHeader.Flag.redundantDirectory != 0 {
            let end = header.directoryEnd(from: header.redundantDirectory)
            examination.requireInside("the second grain directory", end: end, of: image)
        }
    }

    private func checkDescriptor(_ header: VMDKHeader, _ image: ImageBytes, _ examination: inout Examination) throws {
        guard header.descriptorSector != 0, header.descriptorSectors != 0 else {
            examination.refuse(.splitPart, "one part of a split image, without the text that describes the disk")
            return
        }
        guard header.descriptorSector == 1 else {
            examination.refuse(.descriptor, "its text is at sector \(header.descriptorSector), not 1")
            return
        }
        let length = header.descriptorSectors.times(512)
        try examination.check("the descriptor") { examination in
            let wanted = Int(min(length, UInt64(VMDKDescriptor.countLimit)))
            let view = try image.view(at: 512, count: wanted)
            let isWhole = view.bytes.contains(0)
            if !isWhole { try view.require(wanted) }
            if !isWhole, length > UInt64(wanted) {
                examination.refuse(.descriptor, "its text is longer than \(wanted) bytes")
            }
            if try view.byte(0) == 0 {
                examination.refuse(.splitPart, "one part of a split image, without the text that describes the disk")
            } else {
                VMDKDescriptor(view.bytes).check(&examination)
            }
        }
    }
}
