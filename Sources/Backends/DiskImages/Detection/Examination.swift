/// What a detector writes down while it looks at a file.
struct Examination {
    var format: DetectedFormat
    var subformat: String?
    var isHybridDisc = false
    /// As the file claims, however absurd.
    var virtualSize: UInt64?
    var compression: DetectedFormat?
    private(set) var findings: [Finding] = []
    /// Parts of a stream that were not there to look at.
    private(set) var unseen: [String] = []

    init(_ format: DetectedFormat) { self.format = format }

    mutating func refuse(_ name: Finding.Name, _ text: String) { add(Finding(name, .refuse, text)) }
    mutating func warn(_ name: Finding.Name, _ text: String) { add(Finding(name, .warn, text)) }
    mutating func note(_ name: Finding.Name, _ text: String) { add(Finding(name, .info, text)) }

    /// Refuses a format that QEMU or others know, and no image service takes.
    mutating func refuseUnsupported() {
        refuse(.unsupportedFormat, "no image service takes \(format.named): convert it first, for example to qcow2")
    }

    mutating func add(_ finding: Finding) {
        if !findings.contains(finding) { findings.append(finding) }
    }

    mutating func leaveUnseen(_ part: String) {
        if !unseen.contains(part) { unseen.append(part) }
    }

    /// Looks at one part; a part that is missing becomes a finding, and the examination goes on.
    /// - Parameter part: what messages call it: "the L1 table".
    mutating func check(_ part: String, _ body: (inout Examination) throws -> Void) throws {
        do {
            try body(&self)
        } catch let shortfall as Shortfall {
            switch shortfall {
            case .end: refuse(.truncated, "the file ends before or inside \(part)")
            case .unseen: leaveUnseen(part)
            case .limit: refuse(.malformed, "\(part) is larger than anything that is read here")
            }
        }
    }

    /// Where a part of the file must end at the latest.
    mutating func requireInside(_ part: String, end: UInt64, of image: ImageBytes) {
        if let size = image.size, end > size {
            refuse(.truncated, "the file ends before or inside \(part): \(end) bytes needed, \(size) there")
        }
    }

    func report(_ image: ImageBytes) -> DiskImageReport {
        var findings = findings
        if !unseen.isEmpty {
            let parts = unseen.joined(separator: ", ")
            findings.append(Finding(.unseen, .info, "not looked at, as the data is a stream: \(parts)"))
        }
        // Sorting keeps the order within a level.
        let sorted = Finding.Level.allCases.reversed().flatMap { level in findings.filter { $0.level == level } }
        return DiskImageReport(
            format: format, subformat: subformat, isHybridDisc: isHybridDisc,
            virtualSize: virtualSize.flatMap(Int64.init(exactly:)), dataSize: image.size.flatMap(Int64.init(exactly:)),
            compression: compression, findings: sorted)
    }
}
