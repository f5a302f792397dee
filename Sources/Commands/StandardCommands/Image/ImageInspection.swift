internal import BackendKit
internal import CommandKit
internal import DiskImages
internal import FileIO

/// A look into the data before a byte is sent or a record is made.
struct ImageInspection: Sendable {
    /// The same data; of a stream that cannot start again, the bytes that were looked at come first.
    let source: ImageSource
    let diskFormat: DiskFormat
    let containerFormat: ContainerFormat

    /// Looks, says what is worth knowing, and refuses what is dangerous, damaged or not what it is declared to be.
    /// - Throws: ``ImageError`` with code `.integrity` that names the finding.
    init(_ given: ImageSource, _ choice: UploadChoice, console: Console) async throws {
        if given.stream.length == 0 {
            guard choice.allowsEmpty else {
                throw ImageError(.integrity, "'\(given.name)' is empty; nothing was created", hint: "--allow-empty")
            }
            source = given
            diskFormat = choice.diskFormat ?? .raw
            containerFormat = choice.containerFormat ?? .bare
            return
        }
        let (report, source) = try await Self.report(on: given)
        let declared = DeclaredFormat(
            disk: choice.diskFormat, container: choice.containerFormat, fileName: given.fileName)
        let findings = declared.findings(for: report)
        let allowed = Set(choice.allowed.map { Finding.Name(rawValue: $0) })
        if let worst = findings.refusals(allowing: allowed).first {
            throw ImageError(
                .integrity, "'\(given.name)' is refused: \(worst.text); nothing was created",
                hint: "--allow \(worst.name)")
        }
        for finding in findings where finding.level >= .warn && !allowed.contains(finding.name) {
            try console.warn("'\(given.name)': \(finding.text)")
        }
        self.source = source
        diskFormat = choice.diskFormat ?? report.format.diskFormat ?? .raw
        containerFormat = choice.containerFormat ?? report.format.containerFormat ?? .bare
        if choice.diskFormat == nil {
            try console.notice("'\(given.name)' is taken as \(Self.words(report, diskFormat))")
        }
    }

    private static func words(_ report: DiskImageReport, _ format: DiskFormat) -> String {
        let kind = report.format.rawValue == format.rawValue ? "" : " (\(report.format.title))"
        let size = report.virtualSize.map { ", a disk of \(ByteCount.text($0))" } ?? ""
        return "\(format)\(kind)\(size)"
    }

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
        let chunks = head
        let whole = ByteStream(length: source.stream.length, canRestart: false) { PrefixedReader(chunks, reader) }
        return (inspector.report(), ImageSource(name: source.name, stream: whole, span: source.span))
    }
}

/// Chunks that were read already, and then the rest.
private actor PrefixedReader: ByteStream.Reader {
    private var head: ArraySlice<[UInt8]>
    private let rest: any ByteStream.Reader

    init(_ head: [[UInt8]], _ rest: any ByteStream.Reader) {
        self.head = head[...]
        self.rest = rest
    }

    func next() async throws -> [UInt8]? {
        if let chunk = head.popFirst() { return chunk }
        return try await rest.next()
    }
}

extension ImageSource {
    /// The file's name, which may say something by its ending; a stream has none.
    var fileName: String? { stream.fileDescriptor == nil ? nil : name }
}
