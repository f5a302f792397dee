internal import BackendKit
internal import CommandKit

/// What became of several images, and with what status that ends.
struct BatchSummary {
    private let count: Int
    private let deed: String
    private var doneCount = 0
    private var presentCount = 0
    private var failedCount = 0
    private var bytes: Int64 = 0
    private var statuses: Set<ExitStatus> = []

    /// - Parameter deed: what is done to each: "saved to 'backups'".
    init(of count: Int, _ deed: String) {
        self.count = count
        self.deed = deed
    }

    /// - Parameter size: bytes that it has.
    mutating func done(_ size: Int64) {
        doneCount += 1
        bytes = [bytes, size].byteSum()
    }

    mutating func wasThere() { presentCount += 1 }

    mutating func failed(_ status: ExitStatus) {
        failedCount += 1
        statuses.insert(status)
    }

    /// Those that nobody told of were stopped, or never begun.
    var text: String {
        var parts = ["\(doneCount) of \(count) \(count == 1 ? "image" : "images") \(deed)"]
        if doneCount > 0 { parts[0] += " (\(ByteCount.text(bytes)))" }
        if presentCount > 0 { parts.append("\(presentCount) \(presentCount == 1 ? "was" : "were") there already") }
        if failedCount > 0 { parts.append("\(failedCount) failed") }
        let rest = count - doneCount - presentCount - failedCount
        if rest > 0 { parts.append("\(rest) not finished") }
        return parts.joined(separator: ", ")
    }

    /// The worst of the failures; `nil` when there was none.
    var status: ExitStatus? { ExitStatus.worst(of: statuses) }
}
