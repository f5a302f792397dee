internal import BackendKit
internal import CommandKit
internal import Glibc

/// The file of `--log-file`, to which everything is added that backends tell.
struct LogFile: Sendable {
    private let sink: DescriptorSink

    /// - Throws: ``ImageError`` with code `.local`.
    init(_ path: String) throws {
        // Only its owner may read it: it names projects, images and addresses. It stays open as long as the process.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ImageError(.local, "the log file '\(path)' cannot be opened: \(SystemReason.text(of: errno))")
        }
        sink = DescriptorSink(descriptor, label: "the log file", isBuffered: false)
    }

    /// Whoever cannot write a log gets the result all the same.
    func write(_ report: BackendDiagnostics.Report) {
        for line in Self.lines(of: report) { try? sink.write(SafeText.message(line) + "\n") }
    }

    private static func lines(of report: BackendDiagnostics.Report) -> [String] {
        switch report {
        case .warning(let text): ["warning: " + text]
        case .waiting(let text): [text]
        case .trace(let lines): lines
        case .timing(let call, let seconds): ["\(call)  \(Int((seconds * 1000).rounded())) ms"]
        }
    }
}
