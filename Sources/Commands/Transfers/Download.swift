public import BackendKit
internal import CommandKit
public import FileIO

/// Brings the data of an image into a file, which appears under its name only when it is complete, verified and on
/// the disk.
///
/// A transfer that breaks goes on where it stopped: by itself as long as it gets anywhere, and in a later run from what
/// the journal remembers.
public struct Download: Sendable {
    public struct Options: Sendable {
        /// To read from, the first one first; empty leaves it to the service.
        public var stores: [Store.ID] = []
        /// Whether to go on with what an earlier run left; otherwise that is thrown away.
        public var resumes = true
        /// Whether to go on after a break within this run.
        public var repeats = true
        /// Whether data that nothing can verify is refused.
        public var hashRequired = false
        public var limit: RateLimit?
        /// How many connections fetch one image's data at once, where the backend can read it at an offset.
        public var connections = 1
        public static let mostConnections = 8
        public var clock = Pace.live

        public init() {}
    }

    /// What a finished transfer brought.
    public struct Outcome: Sendable, Equatable {
        public let size: Int64
        /// The algorithm that proved the data right; `nil` when there was nothing to compare with.
        public let verifiedBy: String?
        /// Bytes that came over the line, in all tries.
        public let received: Int64
    }

    let image: Image
    let supply: DataSupply
    let destination: Destination
    let options: Options
    let observer: TransferObserver
    private let ledger: DownloadLedger

    /// - Parameter journal: `nil` remembers nothing; then what does not finish is thrown away.
    public init(
        of image: Image, from backend: any ImageBackend, to destination: Destination, journal: TransferJournal?,
        options: Options = Options(), observer: TransferObserver = TransferObserver()
    ) {
        self.image = image
        self.destination = destination
        self.options = options
        self.observer = observer
        supply = DataSupply(backend, preferring: options.stores)
        ledger = DownloadLedger(
            image: image, backend: backend.info, destination: destination, journal: journal, observer: observer)
    }

    /// - Throws: ``ImageError``, whose message also says what is there now; `CancellationError`, after a note that does.
    public func run() async throws -> Outcome {
        let expected = try Expectation(image, hashRequired: options.hashRequired)
        let ledger = ledger
        let resumes = options.resumes
        let draft = try await BlockingWork.run { try ledger.begin(resumes: resumes) }
        let gathered = GatheredData(draft.part, expected)
        do {
            let part = draft.part
            if let size = image.size { try await BlockingWork.run { try part.reserve(size) } }
            try await takeUp(gathered)
            let reception = Reception(download: self, gathered: gathered, expected: expected)
            let algorithm = try await reception.run()
            try await BlockingWork.run {
                try part.commit()
                ledger.finish(draft)
            }
            warnUnverified(algorithm)
            return Outcome(size: part.length, verifiedBy: algorithm, received: await reception.received)
        } catch {
            throw try await BlockingWork.run { ledger.settle(draft, after: error) }
        }
    }

    /// Reads what an earlier run left.
    private func takeUp(_ gathered: GatheredData) async throws {
        let count = await gathered.count
        guard count > 0 else { return observer.isAt(0) }
        observer.isAt(0)
        try await gathered.readKept(observer.moved)
        observer.note(
            "'\(image.label)': going on after the \(ByteCount.text(count)) that are in '\(destination.path)' so far")
        observer.isAt(count)
    }

    private func warnUnverified(_ algorithm: String?) {
        guard algorithm == nil else { return }
        observer.warn(
            image.size == nil
                ? "image '\(image.label)': data not verified, and it may be cut off; the service knows neither size nor hash"
                : "image '\(image.label)': size checked, data not verified; the service holds no hash")
    }
}
