internal import BackendKit
internal import CommandKit

/// What became of several images.
struct SaveSummary {
    private let count: Int
    private let directory: String
    private var savedCount = 0
    private var presentCount = 0
    private var bytes: Int64 = 0
    private var statuses: Set<ExitStatus> = []

    init(of count: Int, directory: String) {
        self.count = count
        self.directory = directory
    }

    mutating func saved(_ size: Int64) {
        savedCount += 1
        let (sum, overflow) = bytes.addingReportingOverflow(size)
        bytes = overflow ? .max : sum
    }

    mutating func wasThere() { presentCount += 1 }

    mutating func failed(_ error: any Error) { statuses.insert(ExitStatus(error)) }

    var text: String {
        var parts = ["\(savedCount) of \(count) \(count == 1 ? "image" : "images") saved to '\(directory)'"]
        if savedCount > 0 { parts[0] += " (\(ByteCount.text(bytes)))" }
        if presentCount > 0 { parts.append("\(presentCount) \(presentCount == 1 ? "was" : "were") there already") }
        let failed = count - savedCount - presentCount
        if failed > 0 { parts.append("\(failed) failed") }
        return parts.joined(separator: ", ")
    }

    /// The worst of the failures; `nil` when there was none.
    var status: ExitStatus? { ExitStatus.worst(of: statuses) }
}
