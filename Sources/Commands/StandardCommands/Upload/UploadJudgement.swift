internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages

/// Whether data may become an image, by what was found in it and what the user said.
struct UploadJudgement: Sendable {
    let allowed: Set<Finding.Name>
    private let source: ImageSource
    private let choice: UploadChoice
    private let declared: DeclaredFormat

    init(_ source: ImageSource, _ choice: UploadChoice) {
        self.source = source
        self.choice = choice
        allowed = Set(choice.allowed.map(\.name))
        declared = DeclaredFormat(
            disk: choice.diskFormat, container: choice.containerFormat, fileName: source.fileName)
    }

    func findings(_ report: DiskImageReport) -> [Finding] { declared.findings(for: report) }

    /// What to type to get past a refusal.
    func hint(past finding: Finding, _ report: DiskImageReport) -> String {
        if finding.name == .compressed, source.compression == nil {
            if Compression(report) != nil { return "--decompress" }
            if let pipe = source.pipe(for: report) { return pipe }
        }
        return "--allow \(finding.name)"
    }

    func warn(of findings: [Finding], except known: Set<Finding.Name>, on console: Console) throws {
        for finding in findings
        where finding.level >= .warn && !allowed.contains(finding.name) && !known.contains(finding.name) {
            try console.warn("\(source.subject): \(finding.text)")
        }
    }

    /// Looks once more when the end of a stream has shown what its beginning could not.
    /// - Parameters:
    ///   - format: what the record says.
    ///   - known: the names of what was found at the beginning.
    /// - Throws: ``ImageError`` with code `.integrity`.
    func judgeWhole(
        _ report: DiskImageReport, takenAs format: DiskFormat, _ known: Set<Finding.Name>, on console: Console
    ) throws {
        let findings = findings(report)
        if let worst = findings.refusals(allowing: allowed).first {
            throw ImageError(
                .integrity, "\(source.subject) is refused, now that its end is seen: \(worst.text)",
                hint: hint(past: worst, report))
        }
        if choice.diskFormat == nil, let found = report.format.diskFormat, found != format {
            throw ImageError(
                .integrity, "\(source.subject) was taken as \(format), but its end shows that it is \(found)",
                hint: "--disk-format \(found)")
        }
        try warn(of: findings, except: known, on: console)
    }
}

extension ByteStream {
    /// The same bytes, looked at on their way. Of those that wait for the end, none takes them for complete before
    /// `judge` has said nothing against it.
    func inspected(_ judge: @escaping @Sendable (DiskImageReport) throws -> Void) -> ByteStream {
        ByteStream(length: length, canRestart: canRestart) { InspectedReader(try open(), length, judge) }
    }
}

private actor InspectedReader: ByteStream.Reader {
    private let inner: any ByteStream.Reader
    private let judge: @Sendable (DiskImageReport) throws -> Void
    private var inspector: StreamInspector

    init(
        _ inner: any ByteStream.Reader, _ length: Int64?, _ judge: @escaping @Sendable (DiskImageReport) throws -> Void
    ) {
        self.inner = inner
        self.judge = judge
        inspector = StreamInspector(length: length)
    }

    func next() async throws -> [UInt8]? {
        if let chunk = try await inner.next() {
            inspector.take(chunk)
            return chunk
        }
        inspector.finish()
        try judge(inspector.report())
        return nil
    }
}
