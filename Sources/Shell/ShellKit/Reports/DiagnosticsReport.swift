internal import BackendKit
internal import CommandKit

/// What backends tell beside their results becomes lines on standard error.
enum DiagnosticsReport {
    static func write(_ report: BackendDiagnostics.Report, to console: Console) {
        // Whoever cannot read a notice gets the result all the same.
        switch report {
        case .warning(let text): try? console.warn(text)
        case .waiting(let text): try? console.notice(text)
        case .trace(let lines): for line in lines { try? console.errors.write(SafeText.message(line) + "\n") }
        case .timing(let call, let seconds):
            let milliseconds = Int((seconds * 1000).rounded())
            try? console.errors.write(SafeText.message("\(call)  \(milliseconds) ms") + "\n")
        }
    }
}
