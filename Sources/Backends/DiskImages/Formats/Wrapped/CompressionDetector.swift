/// One compressed stream around everything. What is inside is for others to look at.
struct CompressionDetector: FormatDetector {
    private static let marks: [(format: DetectedFormat, mark: [UInt8])] = [
        (.gzip, [0x1F, 0x8B, 0x08]),
        (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        (.lz4, [0x04, 0x22, 0x4D, 0x18]),
        // As Linux kernels have it.
        (.lz4, [0x02, 0x21, 0x4C, 0x18]),
    ]

    func match(_ image: ImageBytes) -> Match? {
        let head = image.head
        let found = Self.marks.first { head.has($0.mark, at: 0) }?.format ?? (isZstdBehindNothing(head) ? .zstd : nil)
        return (found ?? (isBzip2(head) ? .bzip2 : isLZMA(head) ? .lzma : nil)).map { Match($0, .wholeWithFreeHead) }
    }

    func examine(_ image: ImageBytes, as match: Match, _ examination: inout Examination) {
        examination.compression = match.format
        if match.format == .gzip, let name = originalName(image.head) { examination.subformat = "of '\(name)'" }
        let orElse = match.format.containerFormat == nil ? "" : ", unless the service unpacks it"
        examination.refuse(.compressed, "compressed with \(match.format): unpack it first\(orElse)")
    }

    /// A frame of zstd behind one without data, as programs that compress in parallel write them (RFC 8878, section
    /// 3.1.2).
    private func isZstdBehindNothing(_ head: ByteView) -> Bool {
        guard let mark = try? head.le32(0), mark & 0xFFFF_FFF0 == 0x184D_2A50, let count = try? head.le32(4) else {
            return false
        }
        return head.has([0x28, 0xB5, 0x2F, 0xFD], at: 8 + Int(count))
    }

    private func isBzip2(_ head: ByteView) -> Bool {
        guard head.has("BZh", at: 0), let level = try? head.byte(3), (0x31...0x39).contains(level) else { return false }
        // The first block, or the end of a stream without any.
        let marks: [[UInt8]] = [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]]
        return marks.contains { head.has($0, at: 4) }
    }

    /// The old format has no mark worth the name: the usual properties, and a length that is unknown or below 1 TiB.
    private func isLZMA(_ head: ByteView) -> Bool {
        head.has([0x5D, 0x00, 0x00], at: 0)
            && (head.has([0xFF, 0xFF, 0xFF], at: 10) || head.isZero(at: 10, count: 3) && !head.isZero(at: 3, count: 7))
    }

    /// The name gzip kept of the file it compressed (RFC 1952).
    private func originalName(_ head: ByteView) -> String? {
        guard let flags = try? head.byte(3), flags & 0x08 != 0 else { return nil }
        var place = 10
        if flags & 0x04 != 0 {
            guard let extra = try? head.le16(10) else { return nil }
            place += 2 + Int(extra)
        }
        let name = head.text(at: place, count: 255)
        return name.isEmpty ? nil : name
    }
}
