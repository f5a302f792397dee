internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages
internal import FileIO

/// A look into the data before a byte is sent or a record is made; into what is inside too, where it is unpacked on the
/// way or sent compressed.
struct ImageInspection: Sendable {
    /// The same data; of a stream that cannot start again, the bytes that were looked at come first. A stream fails at
    /// its end when that shows what the beginning did not.
    let source: ImageSource
    let diskFormat: DiskFormat
    let containerFormat: ContainerFormat

    /// Looks, says what is worth knowing, and refuses what is dangerous, damaged or not what it is declared to be.
    /// - Throws: ``ImageError`` with code `.integrity` that names the finding; what unpacking throws.
    init(_ given: ImageSource, _ choice: UploadChoice, console: Console) async throws {
        var (report, source) = try await Self.report(on: given)
        if choice.unpacks, report.dataSize != 0 {
            (report, source) = try await Self.inside(report, source, console)
        }
        // A stream shows it only when it is read.
        if source.stream.length == 0 || report.dataSize == 0 {
            guard choice.allowsEmpty else {
                throw ImageError(
                    .integrity, "\(source.subject) is empty; \(choice.refused)", hint: "--allow-empty")
            }
            self.source = source
            diskFormat = choice.diskFormat ?? .raw
            containerFormat = choice.containerFormat ?? .bare
            return
        }
        let judgement = UploadJudgement(source, choice)
        let findings = judgement.findings(report)
        if let worst = findings.refusals(allowing: judgement.allowed).first {
            throw ImageError(
                .integrity, "\(source.subject) is refused: \(worst.text); \(choice.refused)",
                hint: judgement.hint(past: worst, report))
        }
        try judgement.warn(of: findings, except: [], on: console)
        containerFormat = choice.containerFormat ?? report.format.containerFormat ?? .bare
        var disk = (report: report, subject: source.subject)
        if containerFormat == .compressed, let kind = Compression(report) {
            let look: InsideLook
            (look, source) = try await Self.lookInside(source, kind, choice.diskFormat)
            try judgement.warn(of: look.findings, except: [], on: console)
            if let inside = look.report { disk = (inside, "what is in '\(source.name)'") }
        }
        let format = choice.diskFormat ?? disk.report.format.diskFormat ?? .raw
        diskFormat = format
        if choice.diskFormat == nil {
            try console.notice("\(disk.subject) is taken as \(Self.words(disk.report, format))")
        }
        guard source.stream.fileDescriptor == nil else {
            self.source = source
            return
        }
        let known = Set(findings.map(\.name))
        self.source = source.with(
            source.stream.inspected { try judgement.judgeWhole($0, takenAs: format, known, on: console) })
    }

    private static func words(_ report: DiskImageReport, _ format: DiskFormat) -> String {
        let kind = report.format.rawValue == format.rawValue ? "" : " (\(report.format.title))"
        let size = report.virtualSize.map { ", a disk of \(ByteCount.text($0))" } ?? ""
        return "\(format)\(kind)\(size)"
    }

    /// What is compressed in the data; data that is not compressed stays as it is.
    private static func inside(
        _ report: DiskImageReport, _ source: ImageSource, _ console: Console
    ) async throws -> (DiskImageReport, ImageSource) {
        guard let kind = Compression(report) else {
            if report.compression == nil {
                try console.notice("'\(source.name)' is not compressed; it is sent as it is")
            }
            return (report, source)
        }
        return try await Self.report(on: try await source.unpacked(kind))
    }

    /// Looks into data that is sent compressed: the disk format of such an image is that of what is inside.
    /// - Returns: also the same data, to be used instead of what was given.
    private static func lookInside(
        _ source: ImageSource, _ kind: Compression, _ disk: DiskFormat?
    ) async throws -> (InsideLook, ImageSource) {
        if source.stream.canRestart {
            return (try await InsideLook(try await source.unpacked(kind), disk: disk, isRefused: false), source)
        }
        let reader = try source.stream.open()
        let kept = KeepingReader(reader)
        let beginning = ByteStream(length: source.stream.length, canRestart: false) { kept }
        let inside = try await source.with(beginning).unpacked(kind)
        let look = try await InsideLook(inside, disk: disk, isRefused: false)
        if let failure = await kept.failure { throw failure }
        let chunks = await kept.chunks
        let whole = ByteStream(length: source.stream.length, canRestart: false) { PrefixedReader(chunks, reader) }
        return (look, source.with(whole))
    }

    /// What a file is, or the beginning of a stream.
    /// - Returns: also the same data, to be used instead of what was given.
    static func report(on source: ImageSource) async throws -> (DiskImageReport, ImageSource) {
        if let descriptor = source.stream.fileDescriptor {
            return (try await BlockingWork.run { try DiskImageInspector.inspect(descriptor: descriptor) }, source)
        }
        var inspector = StreamInspector(length: source.stream.length)
        let reader = try source.stream.open()
        var head: [[UInt8]] = []
        var hasEnded = false
        while !inspector.hasHead, !hasEnded {
            if let chunk = try await reader.next() {
                inspector.take(chunk)
                head.append(chunk)
            } else {
                inspector.finish()
                hasEnded = true
            }
        }
        if source.stream.canRestart { return (inspector.report(), source) }
        let chunks = head
        let whole = ByteStream(length: source.stream.length, canRestart: false) { PrefixedReader(chunks, reader) }
        return (inspector.report(), source.with(whole))
    }
}

extension ImageSource {
    /// Fails as an upload would for what the data is. What can be read only once stays unread.
    func rehearse(
        _ choice: UploadChoice, size: Int64? = nil, at place: SourceSpan? = nil, console: Console
    ) async throws {
        guard stream.canRestart else { return }
        _ = try await ImageInspection(self, choice, console: console).source.promising(size, at: place)
    }
}
