public import BackendKit

/// What the user says a file is, to be compared with what it turned out to be.
public struct DeclaredFormat: Sendable, Equatable {
    public var disk: DiskFormat?
    public var container: ContainerFormat?
    /// The name of the file, which may say something by its ending.
    public var fileName: String?

    public init(disk: DiskFormat? = nil, container: ContainerFormat? = nil, fileName: String? = nil) {
        self.disk = disk
        self.container = container
        self.fileName = fileName
    }

    /// The report's findings, less those that the statement settles, and with those that the comparison adds: the list
    /// to decide by. A contradiction is named `format-mismatch`, and refused.
    public func findings(for report: DiskImageReport) -> [Finding] {
        var findings = report.findings.map { settles($0, in: report) ? Finding($0.name, .info, $0.text) : $0 }
        let added = [diskMismatch(report), containerMismatch(report), fileNameMismatch(report)].compactMap { $0 }
        findings += added
        return Finding.Level.allCases.reversed().flatMap { level in findings.filter { $0.level == level } }
    }

    /// A compressed or packed file is what it should be where the service unpacks it, or a kernel does.
    private func settles(_ finding: Finding, in report: DiskImageReport) -> Bool {
        switch finding.name {
        case .compressed, .archive:
            container == .compressed && report.format.containerFormat == .compressed
                || container == .docker && report.format == .tar || isPackedKernel(report)
        default: false
        }
    }

    /// Kernels and their first file systems unpack themselves.
    private func isPackedKernel(_ report: DiskImageReport) -> Bool {
        (disk == .aki || disk == .ari) && report.compression != nil
    }

    private func diskMismatch(_ report: DiskImageReport) -> Finding? {
        guard let disk, container != .compressed, container != .docker, container != .ova, !isPackedKernel(report)
        else {
            return nil
        }
        switch disk {
        case .raw, .ami:
            guard report.format.diskFormat != .raw else { return nil }
            if report.isHybridDisc {
                return Finding(.formatMismatch, .warn, "declared \(disk), and it is a disc that starts from a disk too")
            }
        case .aki, .ari:
            if report.format.diskFormat == .raw { return nil }
        default:
            // Words that only this site has, for things that are raw to all others.
            let own = DetectedFormat(rawValue: disk.rawValue)
            if report.format.diskFormat == disk || report.format == own { return nil }
            if own == .gpt, report.format == .mbr { return nil }
            if !DiskFormat.known.contains(disk), !DetectedFormat.known.contains(own) { return nil }
        }
        let answer = glanceAnswer(to: report).map { "; \($0)" } ?? ""
        return Finding(.formatMismatch, .refuse, "declared \(disk), but it is \(report.format.named)\(answer)")
    }

    private func containerMismatch(_ report: DiskImageReport) -> Finding? {
        switch container {
        case ContainerFormat.compressed where report.format.containerFormat != .compressed:
            let text = report.compression == nil ? "it is not compressed" : "Glance does not unpack \(report.format)"
            return Finding(.formatMismatch, .refuse, "declared compressed, but \(text)")
        case ContainerFormat.ova where report.format != .ova:
            return Finding(.formatMismatch, .refuse, "declared ova, but it is \(report.format.named)")
        case ContainerFormat.docker where report.format != .tar && report.compression == nil:
            return Finding(.formatMismatch, .refuse, "declared docker, but it is \(report.format.named)")
        case ContainerFormat.bare where report.format == .ova && disk == nil:
            return Finding(.formatMismatch, .refuse, "declared bare, but it is \(report.format.named)")
        default: return nil
        }
    }

    private func fileNameMismatch(_ report: DiskImageReport) -> Finding? {
        guard let ending = fileName.flatMap(FileNameEnding.init), !ending.fits(report.format) else { return nil }
        return Finding(.fileName, .warn, "the file's name ends in '.\(ending.text)', but it is \(report.format.named)")
    }
}

extension DetectedFormat {
    /// "a QEMU qcow2 image", "raw data".
    var named: String {
        if title.hasSuffix(" data") { return title }
        let first = title.unicodeScalars.first.map { Character($0).lowercased() } ?? ""
        return ("aeio".contains(first) ? "an " : "a ") + title
    }
}
