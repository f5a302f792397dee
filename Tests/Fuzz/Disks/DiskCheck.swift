internal import BackendKit

@testable import DiskImages

/// What must hold of the report on an image, whatever is in it.
struct DiskCheck {
    private let image: SparseImage
    private static let declarable = DiskFormat.known + [DiskFormat(rawValue: "gpt")]

    init(_ image: SparseImage) { self.image = image }

    /// What the file is.
    func inspect() throws { _ = try report() }

    /// What the same bytes are when they go by once.
    func stream() throws { try checkStream(try report()) }

    private func report() throws -> DiskImageReport {
        let report: DiskImageReport
        do {
            report = try DiskImageInspector.inspect(image)
        } catch {
            throw BrokenPromise(description: "a damaged image is a report, and no error: \(error)")
        }
        try check(report)
        try promise(image.read.bytes <= ImageBytes.readLimit + ImageBytes.headCount, "little is read: \(image.read)")
        try promise(image.read.most <= ImageBytes.headCount, "little is held: \(image.read)")
        try checkDeclaration(report)
        return report
    }

    private func check(_ report: DiskImageReport) throws {
        try promise(report.virtualSize ?? 0 >= 0, "a disk has no negative size")
        try promise(report.dataSize == image.size, "a file has its size")
        let levels = report.findings.map(\.level)
        try promise(levels == levels.sorted(by: >), "the heaviest findings come first")
        try promise(
            !report.findings.contains { $0.text.isEmpty || $0.text.utf8.count > 4096 }, "a finding is a sentence")
        try promise(!report.format.title.isEmpty, "a format has a name")
    }

    /// One declaration an input: there are as many reports that say the same as there are inputs.
    private func checkDeclaration(_ report: DiskImageReport) throws {
        let disk = Self.declarable[image.choice % Self.declarable.count]
        let declared = DeclaredFormat(disk: disk, container: .bare, fileName: "disk.\(disk.rawValue)")
        let findings = declared.findings(for: report)
        try promise(findings.count >= report.findings.count, "a declaration hides nothing")
        _ = declared.glanceAnswer(to: report)
    }

    /// The same bytes as they go by once, in pieces of any length.
    private func checkStream(_ report: DiskImageReport) throws {
        var stream = StreamInspector(length: image.size % 2 == 0 ? image.size : nil)
        var place: Int64 = 0
        var step = Int(image.size % 7) * 9001 + 511
        while place < image.size {
            let chunk = image.read(step, at: place)
            stream.take(chunk)
            place += Int64(chunk.count)
            step = step % 65_536 + 4099
        }
        stream.finish()
        let streamed = stream.report()
        try check(streamed)
        try promise(
            streamed.format == report.format, "a stream is what the file is: \(streamed.format), not \(report.format)")
        guard image.size <= Int64(StreamInspector.headLength) else { return }
        try promise(streamed == report, "a short stream tells all: \(streamed), not \(report)")
    }
}
