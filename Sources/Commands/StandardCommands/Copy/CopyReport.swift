internal import BackendKit
internal import CommandKit

/// What has become of the images of one call: a row for each, and a summary when there are several.
struct CopyReport {
    static let columns = [
        "Image", "Result", "ID", "Backend", "Name", "Size", "Hash Algorithm", "Hash Value",
    ]
    static let shownColumns = ["Image", "Result", "ID", "Size"]

    private var listing: Listing
    private let console: Console
    private let destination: CopyPlace
    private var (copied, present, failed) = (0, 0, 0)
    private var statuses: Set<ExitStatus> = []

    init(_ call: Call, to destination: CopyPlace, console: Console) throws {
        listing = try console.listing(Self.columns, shown: Self.shownColumns, as: call.output)
        self.destination = destination
        self.console = console
    }

    mutating func add(_ outcome: ImageCopy.Outcome, of image: Image) throws {
        switch outcome {
        case .copied(let made):
            copied += 1
            try add("copied", image.label, made)
        case .present(let there):
            present += 1
            try add("already there", image.label, there)
        }
    }

    /// An image that does not keep the others from being copied.
    mutating func add(_ error: ImageError, of image: Image) throws {
        failed += 1
        statuses.insert(ExitStatus(error))
        try console.report(error)
        try add("failed", image.label, nil)
    }

    /// A word that means no image, which was said.
    mutating func add(_ miss: ImageBatch.Miss) throws {
        failed += 1
        statuses.insert(miss.status)
        try add("failed", miss.word, nil)
    }

    private mutating func add(_ result: String, _ original: String, _ copy: Image?) throws {
        try listing.add([
            .text(original), .text(result), .text(copy?.id.rawValue), .text(destination.name),
            .text(copy?.name), .number(copy?.size), .text(copy?.hash?.algorithm), .text(copy?.hash?.value),
        ])
    }

    /// Writes what was held back, and the summary.
    /// - Parameter all: how many images there were to copy; those that are not accounted for were not begun.
    /// - Throws: ``SilentFailure`` with the worst status there was.
    mutating func finish(of all: Int) throws {
        if copied + present + failed > 0 { try listing.finish() }
        if all > 1 {
            let rest = all - copied - present - failed
            let parts = [(copied, "copied"), (present, "already there"), (failed, "failed"), (rest, "not begun")]
            let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            try console.notice("to \(destination.name): \(text)")
        }
        if let worst = ExitStatus.worst(of: statuses) { throw SilentFailure(worst) }
    }
}
