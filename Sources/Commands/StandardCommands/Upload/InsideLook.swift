internal import BackendKit
internal import CommandKit
internal import Decompression
internal import DiskImages

/// What the beginning of compressed data says of the disk inside, which a service may unpack on its own.
struct InsideLook: Sendable {
    /// `nil` when nothing can be unpacked.
    private(set) var report: DiskImageReport?
    /// What is found inside; of data that cannot be unpacked, that it is damaged.
    private(set) var findings: [Finding] = []
    /// What to type when what is inside cannot be had.
    private(set) var wayOut: String?

    /// - Parameters:
    ///   - source: what is inside, unpacked on the way.
    ///   - disk: what it is declared to be.
    ///   - isRefused: whether compressed data is refused here; else nobody here answers for what is inside, and there are
    ///     warnings at most.
    /// - Throws: ``ImageError`` with code `.local`, where compressed data is refused; `CancellationError`.
    init(_ source: ImageSource, disk: DiskFormat?, isRefused: Bool) async throws {
        do {
            let (report, _) = try await ImageInspection.report(on: source)
            self.report = report
            let found = DeclaredFormat(disk: disk, fileName: source.fileName).findings(for: report)
            findings = found.map {
                Finding($0.name, isRefused ? $0.level : min($0.level, .warn), "inside: \($0.text)")
            }
        } catch let error as ImageError where error.code != .local || !isRefused {
            // Without the library that unpacks it, data that others unpack can be sent all the same.
            let name: Finding.Name = error.code == .local ? .unseen : .corrupt
            findings = [Finding(name, isRefused ? .refuse : .warn, error.message)]
            wayOut = error.hint
        }
    }
}
