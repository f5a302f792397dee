/// The text in a VMDK that describes the disk (VMware, Virtual Disk Format 5.0, "The Descriptor File").
///
/// It can name files of the host as parts of the disk (CVE-2022-47951) or as its parent. Readers search it in different
/// ways, some of them comments too; so a name that decides something may occur only once, wherever that is.
struct VMDKDescriptor {
    /// Longer ones are not read; real ones have some hundred bytes.
    static let countLimit = 64 << 10
    /// The kinds of which the whole disk is in one file.
    private static let goodTypes = ["monolithicsparse", "streamoptimized"]
    private static let typeLimit = 64
    private static let occurrenceLimit = 16

    private let bytes: [UInt8]
    /// The same in lower case: names and words are case-insensitive.
    private let folded: [UInt8]

    /// - Parameter bytes: the descriptor, perhaps with zeros behind it.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes.prefix { $0 != 0 })
        folded = self.bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    /// The kind of disk, if there is one word for it in the whole text: `monolithicSparse`.
    var createType: String? {
        let found = places(behind: "createtype")
        guard found.count == 1, folded[found[0]...].starts(with: Array("=\"".utf8)) else { return nil }
        let rest = bytes[(found[0] + 2)...].prefix(Self.typeLimit + 1)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    func check(_ examination: inout Examination) {
        if !bytes.allSatisfy({ $0 < 0x80 }) { examination.refuse(.descriptor, "its text is not ASCII") }
        examination.subformat = createType
        checkType(&examination)
        checkParent(&examination)
        checkLines(&examination)
    }

    private func checkType(_ examination: inout Examination) {
        if let type = createType {
            if !Self.goodTypes.contains(type.lowercased()) {
                examination.refuse(.subformat, "a VMDK of the kind '\(type)', not monolithicSparse or streamOptimized")
            }
        } else if places(behind: "createtype").count > 1 {
            examination.refuse(.subformat, "its text names the kind of VMDK more than once")
        } else {
            examination.refuse(.subformat, "its text does not say the kind of VMDK")
        }
    }

    private func checkParent(_ examination: inout Examination) {
        if let place = places(behind: "parentfilenamehint").first {
            let name = bytes[place...].prefix(255).prefix { $0 != 0x0A && $0 != 0x0D }
            let text = String(decoding: name, as: UTF8.self)
            examination.refuse(.parent, "it names another file of the host to start from: parentFileNameHint\(text)")
        }
        if places(behind: "parentcid").contains(where: { !folded[$0...].starts(with: Array("=ffffffff".utf8)) }) {
            examination.refuse(.parent, "it needs another image to start from")
        }
    }

    private func checkLines(_ examination: inout Examination) {
        var extents: [VMDKExtent] = []
        for line in bytes.split(separator: 0x0A).map(\.trimmed) {
            if line.isEmpty || line.first == UInt8(ascii: "#") || line.starts(with: Array("ddb.".utf8)) { continue }
            if let extent = VMDKExtent(line) {
                extents.append(extent)
            } else if !Self.isAssignment(line) {
                let text = String(decoding: line.prefix(80), as: UTF8.self)
                examination.refuse(.descriptor, "a line in its text that means nothing: '\(text)'")
            }
        }
        if extents.isEmpty { examination.refuse(.descriptor, "its text names no extent") }
        if extents.count > 1 { examination.refuse(.extent, "its text names \(extents.count) extents, not one") }
        for extent in extents where !extent.isHarmless {
            examination.refuse(.extent, "it names a file of the host as its part: \(extent.text)")
        }
    }

    /// Whether a line is a word, an equals sign and something.
    private static func isAssignment(_ line: ArraySlice<UInt8>) -> Bool {
        guard let sign = line.firstIndex(of: UInt8(ascii: "=")), sign > line.startIndex else { return false }
        return !line[..<sign].contains { $0 == 0x20 || $0 == 0x09 }
    }

    /// Behind each place where a word occurs, in comments too.
    private func places(behind word: String) -> [Int] {
        let word = Array(word.utf8)
        var found: [Int] = []
        var place = 0
        while place + word.count <= folded.count, found.count < Self.occurrenceLimit {
            if folded[place] == word[0], folded[place..<place + word.count].elementsEqual(word) {
                found.append(place + word.count)
            }
            place += 1
        }
        return found
    }
}
