/// Finds the one format a file has, and has it examined.
enum Detection {
    typealias Candidate = (detector: any FormatDetector, match: Match)

    static func report(on source: some PieceSource) throws -> DiskImageReport {
        let image = try ImageBytes(source)
        var candidates: [Candidate] = []
        for detector in Detectors.all {
            if let match = try whereSeen({ try detector.match(image) }) { candidates.append((detector, match)) }
        }
        let chosen = settle(candidates)
        let first = chosen.first ?? (Detectors.fallback, Match(.raw, .disk))
        var examination = Examination(first.match.format)
        if chosen.count > 1 {
            let titles = chosen.map(\.match.format.title).joined(separator: ", ")
            examination.refuse(.severalFormats, "the file has the marks of more than one format: \(titles)")
        }
        try examine(image, first, &examination)
        if case .disc = first.match.claim { describeHybrid(candidates, &examination) }
        return finish(examination, image)
    }

    /// The candidates that remain once the lawful combinations are accounted for; more than one is a contradiction.
    private static func settle(_ candidates: [Candidate]) -> [Candidate] {
        let claims = candidates.map(\.match.claim)
        if claims.contains(.disc) {
            return candidates.filter { $0.match.claim != .table && $0.match.claim != .bootSignature }
        }
        if claims.contains(.appended) {
            return candidates.filter { ![.disk, .table, .bootSignature].contains($0.match.claim) }
        }
        if claims.contains(.wholeWithFreeHead) || claims.contains(.disk) {
            return candidates.filter { $0.match.claim != .bootSignature }
        }
        return candidates
    }

    private static func describeHybrid(_ candidates: [Candidate], _ examination: inout Examination) {
        guard let table = candidates.first(where: { $0.match.claim == .table }) else { return }
        examination.isHybridDisc = true
        let name = table.match.format == .gpt ? "GPT" : "MBR"
        examination.subformat = "\(examination.subformat ?? "disc"), starts from a disk too (\(name))"
    }

    private static func examine(_ image: ImageBytes, _ candidate: Candidate, _ examination: inout Examination) throws {
        try examination.check("the header of the \(candidate.match.format.title)") { examination in
            try candidate.detector.examine(image, as: candidate.match, &examination)
        }
    }

    private static func finish(_ examination: Examination, _ image: ImageBytes) -> DiskImageReport {
        var examination = examination
        let isEndSeen = image.size == 0 || (try? image.tail(1).require(1)) != nil
        if !isEndSeen { examination.leaveUnseen("the end of the data") }
        warnOfExpansion(&examination, image)
        return examination.report(image)
    }

    /// A small file that becomes a large disk can fill its host (CVE-2013-2096, CVE-2013-4463).
    private static func warnOfExpansion(_ examination: inout Examination, _ image: ImageBytes) {
        // A size that is refused, or that a whole file would have, is no size to reckon with.
        let isDoubtful = examination.findings.refusals(allowing: []).contains { [.size, .truncated].contains($0.name) }
        guard !isDoubtful, let virtualSize = examination.virtualSize, let size = image.size, virtualSize > 100 << 30,
            virtualSize > size.times(20)
        else { return }
        examination.warn(.expands, "a file of \(size) bytes becomes a disk of \(virtualSize) bytes")
    }

    private static func whereSeen(_ body: () throws -> Match?) throws -> Match? {
        do { return try body() } catch is Shortfall { return nil }
    }
}
