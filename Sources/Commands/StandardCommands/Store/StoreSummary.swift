internal import BackendKit
internal import CommandKit

/// What a check or clean-up found, one line each.
enum StoreSummary {
    static func print(_ report: StoreReport, to console: Console) throws {
        for finding in report.findings {
            let subject = finding.image.map { "image \($0): " } ?? ""
            try console.write(line: "\(finding.kind.rawValue): \(subject)\(finding.text)")
        }
        let read = report.bytesRead > 0 ? ", \(ByteCount.text(report.bytesRead)) read" : ""
        let images = report.images == 1 ? "1 image" : "\(report.images) images"
        try console.write(line: "\(images) checked\(read), \(report.isClean ? "all is well" : "not all is well")")
    }
}
