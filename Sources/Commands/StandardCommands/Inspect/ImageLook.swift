internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages

/// What `image inspect` finds: the file, and what is inside where it is compressed.
struct ImageLook: Sendable {
    /// What is looked at: the file, or what is inside.
    let source: ImageSource
    let report: DiskImageReport
    /// What the beginning of what is inside says, where the file itself is looked at.
    private(set) var inside: DiskImageReport?
    /// The compression around everything.
    let compression: DetectedFormat?
    private(set) var findings: [Finding]
    /// What to type when what is inside cannot be had.
    private(set) var wayOut: String?

    /// Whether `--decompress` would help.
    var isUnpackable: Bool { Compression(report) != nil }

    /// - Parameter unpacks: looks at what is inside instead of the file, to its end.
    init(
        _ given: ImageSource, disk: DiskFormat?, container: ContainerFormat?, unpacks: Bool, console: Console
    ) async throws {
        let (outer, source) = try await ImageInspection.report(on: given)
        compression = outer.compression
        var declared = DeclaredFormat(disk: disk, container: container, fileName: source.fileName)
        guard let kind = Compression(outer) else {
            (self.source, report, findings) = (source, outer, declared.findings(for: outer))
            if findings.refusals(allowing: []).first?.name == .compressed { wayOut = source.pipe(for: outer) }
            return
        }
        let unpacked = try await source.unpacked(kind)
        if unpacks {
            self.source = unpacked
            report = try await Self.whole(unpacked, console)
            declared.fileName = unpacked.fileName
            findings = declared.findings(for: report)
            return
        }
        (self.source, report) = (source, outer)
        // The disk format is that of what is inside, except for kernels, which unpack themselves.
        if disk != .aki, disk != .ari { declared.disk = nil }
        findings = declared.findings(for: outer)
        let isRefused = findings.refusals(allowing: []).contains { $0.name == .compressed }
        let look = try await InsideLook(unpacked, disk: disk, isRefused: isRefused)
        inside = look.report
        wayOut = look.wayOut
        let all = findings + look.findings
        findings = Finding.Level.allCases.reversed().flatMap { level in all.filter { $0.level == level } }
    }

    /// Unpacks everything, and keeps nothing.
    private static func whole(_ source: ImageSource, _ console: Console) async throws -> DiskImageReport {
        let line = console.progress("unpacking \(source.name)", of: source.stream.length)
        defer { line.finish() }
        var inspector = StreamInspector(length: source.stream.length)
        let reader = try source.stream.metered { line.advance($0) }.open()
        while let chunk = try await reader.next() { inspector.take(chunk) }
        inspector.finish()
        return inspector.report()
    }
}
