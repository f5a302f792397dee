/// The list of extensions between a qcow2 header and the end of its first cluster.
struct QCOW2Extensions {
    /// QEMU writes five at most.
    private static let countLimit = 64
    private static let backingFormat: UInt64 = 0xE279_2ACA
    private static let dataFile: UInt64 = 0x4441_5441

    private let header: QCOW2Header

    init(_ header: QCOW2Header) { self.header = header }

    /// - Throws: ``Shortfall`` when the list is not all there.
    func check(_ image: ImageBytes, _ examination: inout Examination) throws {
        let end = header.backingOffset == 0 ? header.clusterSize : min(header.backingOffset, header.clusterSize)
        var place = header.length
        for _ in 0..<Self.countLimit {
            guard place < end, end - place >= 8 else { return }
            let view = try image.view(at: place, count: 8)
            let type = try view.be32(0)
            let length = try view.be32(4)
            guard type != 0 else { return }
            place += 8
            guard length <= end - place else {
                examination.refuse(.malformed, "a header extension of \(length) bytes, beyond the first cluster")
                return
            }
            try judge(type, length, at: place, image, &examination)
            place += (length + 7) & ~7
        }
        examination.refuse(.malformed, "more than \(Self.countLimit) header extensions")
    }

    private func judge(
        _ type: UInt64, _ length: UInt64, at place: UInt64, _ image: ImageBytes, _ examination: inout Examination
    ) throws {
        guard type == Self.backingFormat || type == Self.dataFile else { return }
        let text = try image.view(at: place, count: Int(min(length, 255))).text(at: 0, count: 255)
        if type == Self.dataFile {
            examination.refuse(.dataFile, "it names another file of the host for its data: '\(text)'")
        } else {
            examination.refuse(.backingFile, "it names the format of a file of the host below it: '\(text)'")
        }
    }
}
