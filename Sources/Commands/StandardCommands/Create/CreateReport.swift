internal import BackendKit
internal import CommandKit

/// What has become of several files: a row for each, in their order, and a summary.
struct CreateReport {
    static let columns = [
        "Source", "Name", "Result", "ID", "Disk Format", "Container Format", "Size", "Status", "Visibility",
        "Hash Algorithm", "Hash Value",
    ]
    static let shownColumns = ["Source", "Name", "Result", "ID", "Size"]

    private let files: [NamedFile]
    private let console: Console
    private var listing: Listing
    private var summary: BatchSummary
    /// Outcomes that wait for those of files before them.
    private var waiting: [Int: Result<Image, any Error>] = [:]
    private var next = 0
    private var made: [Image] = []

    /// The error, which also names the images that were made: whoever tries again makes them a second time.
    func naming(made error: any Error) -> any Error {
        guard var told = error as? ImageError, !made.isEmpty else { return error }
        told.message +=
            made.count == 1 ? "; 1 image was made all the same" : "; \(made.count) images were made all the same"
        told.details += made.map { "\($0.id)  \($0.label)" }
        return told
    }

    /// - Throws: ``UsageError`` for a column or a format that rows do not have.
    init(of files: [NamedFile], console: Console, as output: OutputOptions) throws {
        guard output.format != .shell else {
            throw UsageError("format 'shell' is for one image, and these are \(files.count)", hint: "-f json")
        }
        self.files = files
        self.console = console
        listing = try console.listing(Self.columns, shown: Self.shownColumns, as: output)
        summary = BatchSummary(of: files.count, "created")
    }

    mutating func add(_ outcome: Result<Image, any Error>, at index: Int) throws {
        switch outcome {
        case .success(let image):
            summary.done(image.size ?? 0)
            made.append(image)
        case .failure(let error): summary.failed(ExitStatus(error))
        }
        waiting[index] = outcome
        while let outcome = waiting.removeValue(forKey: next) {
            try write(outcome, of: files[next])
            next += 1
        }
    }

    /// Writes what was held back, and the summary.
    /// - Throws: ``SilentFailure`` with the worst status there was; ``ImageError`` for what cannot be written.
    mutating func finish() throws {
        for (index, outcome) in waiting.sorted(by: { $0.key < $1.key }) { try write(outcome, of: files[index]) }
        try listing.finish()
        if !console.surroundings.outputIsTerminal { try console.output.flush() }
        try console.notice(summary.text)
        if let status = summary.status { throw SilentFailure(status) }
    }

    private mutating func write(_ outcome: Result<Image, any Error>, of file: NamedFile) throws {
        let image = try? outcome.get()
        try listing.add([
            .text(file.file.text), .text(file.imageName), .text(image == nil ? "failed" : "created"),
            .text(image?.id.rawValue), .text(image?.diskFormat?.rawValue), .text(image?.containerFormat?.rawValue),
            .number(image?.size), .text(image?.status.rawValue), .text(image?.visibility?.rawValue),
            .text(image?.hash?.algorithm), .text(image?.hash?.value),
        ])
    }
}
