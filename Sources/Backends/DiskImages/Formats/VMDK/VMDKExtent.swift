/// A line of a VMDK descriptor that says where sectors of the disk are: `RW 63 SPARSE "disk.vmdk"`.
struct VMDKExtent {
    private static let accesses = ["rw", "rdonly", "noaccess"]
    private static let forbidden = Array(#"/\:"#.utf8)

    private let words: [String]
    private let line: ArraySlice<UInt8>

    /// - Returns: `nil` when the line does not begin as an extent.
    init?(_ line: ArraySlice<UInt8>) {
        words = line.split(maxSplits: 3) { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
        guard let access = words.first, Self.accesses.contains(access.lowercased()) else { return nil }
        self.line = line
    }

    /// The file it names, with its quotes, or else the line.
    var text: String {
        words.count > 3 ? String(words[3].prefix(255)) : String(decoding: line.prefix(255), as: UTF8.self)
    }

    /// Whether it is one with a name that has no directory, drive or scheme: it can only mean the file it stands in,
    /// since a service stores one file.
    var isHarmless: Bool {
        words.count == 4 && words[2].lowercased() == "sparse" && !line.contains { Self.forbidden.contains($0) }
    }
}

extension ArraySlice<UInt8> {
    /// Without white space at either end.
    var trimmed: ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return self[first...last]
    }
}
