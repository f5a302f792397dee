/// The text in a VMDK that describes the disk (VMware, Virtual Disk Format 5.0, "The Descriptor File").
///
/// It can name files of the host as parts of the disk (CVE-2022-47951) or as its parent. Readers search it in different
/// ways, some of them comments too; so a name that decides something may occur only once, wherever that is.
struct VMDKDescriptor {
    /// Longer ones are not read; real ones have some hundred bytes.
    static let countLimit = 64 << 10
    /// The kinds of which the whole disk is in one file, as people write them.
    private static let goodTypes = ["monolithicsparse": "monolithicSparse", "streamoptimized": "streamOptimized"]
    private static let typeLimit = 64

    /// In lower case; all of it is case-insensitive.
    private let text: String
    private let isASCII: Bool

    /// - Parameter bytes: the descriptor, perhaps with zeros behind it.
    init(_ bytes: ArraySlice<UInt8>) {
        let bytes = bytes.prefix { $0 != 0 }
        isASCII = bytes.allSatisfy { $0 < 0x80 }
        text = String(decoding: bytes.lazy.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    /// The kind of disk in lower case, if there is one name for it: `monolithicsparse`.
    var createType: String? {
        let parts = pieces(after: "createtype")
        guard parts.count == 1, parts[0].hasPrefix("=\"") else { return nil }
        let rest = parts[0].dropFirst(2)
        guard let end = rest.utf8.firstIndex(of: UInt8(ascii: "\"")), rest[..<end].utf8.count <= Self.typeLimit else {
            return nil
        }
        return String(rest[..<end])
    }

    func check(_ examination: inout Examination) {
        if !isASCII { examination.refuse(.descriptor, "its text is not ASCII") }
        examination.subformat = createType.map { Self.goodTypes[$0] ?? $0 }
        checkType(&examination)
        checkParent(&examination)
        checkLines(&examination)
    }

    private func checkType(_ examination: inout Examination) {
        if let type = createType {
            if Self.goodTypes[type] == nil {
                examination.refuse(.subformat, "a VMDK of the kind '\(type)', not monolithicSparse or streamOptimized")
            }
        } else if pieces(after: "createtype").count > 1 {
            examination.refuse(.subformat, "its text names the kind of VMDK more than once")
        } else {
            examination.refuse(.subformat, "its text does not say the kind of VMDK")
        }
    }

    private func checkParent(_ examination: inout Examination) {
        if let hint = pieces(after: "parentfilenamehint").first {
            let name = hint.prefix(255).split(separator: "\n").first ?? ""
            examination.refuse(.parent, "it names another file of the host to start from: parentFileNameHint\(name)")
        }
        for piece in pieces(after: "parentcid") where !piece.hasPrefix("=ffffffff") {
            examination.refuse(.parent, "it needs another image to start from")
        }
    }

    private func checkLines(_ examination: inout Examination) {
        var extents: [VMDKExtent] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let line = Substring(line).trimmed
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("ddb.") { continue }
            if let extent = VMDKExtent(line) {
                extents.append(extent)
            } else if !Self.isAssignment(line) {
                examination.refuse(.descriptor, "a line in its text that means nothing: '\(line.prefix(80))'")
            }
        }
        if extents.isEmpty { examination.refuse(.descriptor, "its text names no extent") }
        if extents.count > 1 { examination.refuse(.extent, "its text names \(extents.count) extents, not one") }
        for extent in extents where !extent.isHarmless {
            examination.refuse(.extent, "it names a file of the host as its part: '\(extent.name)'")
        }
    }

    /// Whether a line is a word, an equals sign and something.
    private static func isAssignment(_ line: Substring) -> Bool {
        guard let sign = line.utf8.firstIndex(of: UInt8(ascii: "=")), sign > line.startIndex else { return false }
        return !line[..<sign].utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// What follows each place where a word occurs, in comments too.
    private func pieces(after word: String) -> [Substring] {
        let bytes = Array(text.utf8)
        let word = Array(word.utf8)
        var found: [Substring] = []
        var place = 0
        while place + word.count <= bytes.count, found.count < 16 {
            if bytes[place] == word[0], bytes[place..<place + word.count].elementsEqual(word) {
                found.append(Substring(decoding: bytes[(place + word.count)...].prefix(512), as: UTF8.self))
                place += word.count
            } else {
                place += 1
            }
        }
        return found
    }
}

/// A line of a descriptor that says where sectors of the disk are: `RW 63 SPARSE "disk.vmdk"`.
struct VMDKExtent {
    private static let accesses = ["rw", "rdonly", "noaccess"]
    private static let forbidden: [UInt8] = Array(#"/\:"#.utf8)

    /// The file it names, or what stands in the line's place for it.
    let name: String
    private let line: Substring

    /// - Returns: `nil` when the line does not begin as an extent.
    init?(_ line: Substring) {
        let words = line.split(maxSplits: 3, whereSeparator: { $0 == " " || $0 == "\t" })
        guard let access = words.first, Self.accesses.contains(String(access)) else { return nil }
        self.line = line
        name = String((words.count > 3 ? words[3] : line).prefix(255))
    }

    /// Whether it names the file it stands in, as a name without a directory, a drive or a scheme; only that one can
    /// be meant, since a service stores one file.
    var isHarmless: Bool {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
        return words.count == 4 && words[2] == "sparse" && !line.utf8.contains { Self.forbidden.contains($0) }
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: Substring {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return self[first...last]
    }
}
