internal import BackendKit
internal import CommandKit
internal import Synchronization

/// Fetches what is missing of an image's data, in as many pieces as it takes, until the whole is verified.
actor Reception {
    private let image: Image
    private let supply: DataSupply
    private let options: Download.Options
    private let observer: TransferObserver
    private let gathered: GatheredData
    private let expected: Expectation
    /// Bytes that came over the line.
    private(set) var received: Int64 = 0
    /// How many connections to use from here on.
    private var connections: Int

    init(download: Download, gathered: GatheredData, expected: Expectation) {
        image = download.image
        supply = download.supply
        let options = download.options
        self.options = options
        observer = download.observer
        connections = options.limit?.connections(atMost: options.connections) ?? options.connections
        self.gathered = gathered
        self.expected = expected
    }

    /// - Returns: the algorithm that proved the data right, or `nil`.
    func run() async throws -> String? {
        var budget = AttemptBudget(options.clock, repeats: options.repeats)
        var furthest: Int64 = 0
        var mayStartAnew = true
        var image = image
        var breaksInVain = 0
        while true {
            let before = await gathered.count
            do {
                let checksum = try await fetch(image)
                return try await gathered.verify(checksum: checksum)
            } catch let wrong as ImageError where wrong.code == .integrity || wrong.code == .protocol {
                // Pieces that do not fit together may each be in order; a whole that is wrong will be wrong again.
                guard mayStartAnew, await gathered.isPieced else { throw hinting(wrong) }
                mayStartAnew = false
                connections = 1
                (furthest, budget) = (0, AttemptBudget(options.clock, repeats: options.repeats))
                observer.note("\(wrong.message); it starts again from its beginning")
                try await startAnew()
            } catch let none as NoData {
                throw none.cause
            } catch let broken as BrokenData {
                let count = await gathered.count
                furthest = max(furthest, count)
                // Of a stretch that breaks nothing is kept: where each does, only one connection gets on.
                breaksInVain = count > before ? 0 : breaksInVain + 1
                if breaksInVain > 1 { connections = 1 }
                guard let delay = budget.wait(after: furthest) else { throw told(broken.cause, budget) }
                let place = await self.place
                observer.note(
                    "\(broken.cause.message) (\(place) of '\(image.label)' are there), going on in \(Self.seconds(delay)) "
                        + "(\(budget.breaks + 1) of \(AttemptBudget.attempts))")
                try await options.clock.sleep(delay)
                image = try await unchanged()
            }
        }
    }

    /// Fetches until nothing is missing.
    /// - Returns: the MD5 the answer brought.
    /// - Throws: ``BrokenData``, ``NoData``.
    private func fetch(_ image: Image) async throws -> String? {
        if await gathered.isComplete { return nil }
        if expected.size == nil, await gathered.count > 0 { try await startAnew() }
        let offset = await gathered.count
        await gathered.beginPiece()
        if expected.hash != nil, try await fetchInParallel(image, from: offset) { return nil }
        return try await fetchRest(of: image)
    }

    /// Fetches what is missing over one connection.
    /// - Returns: the MD5 the answer brought.
    /// - Throws: ``BrokenData``.
    private func fetchRest(of image: Image) async throws -> String? {
        let offset = await gathered.count
        let checksum = Mutex<String?>(nil)
        try await supply.withData(of: image, from: offset) { data in
            checksum.withLock { $0 = data.checksum }
            if data.start != offset { try await self.startAnew() }
            try await self.take(data.bytes)
        }
        let count = await gathered.count
        if let size = expected.size, count < size { throw BrokenData(after: count, of: size) }
        return checksum.withLock { $0 }
    }

    /// Fetches over several connections until nothing is missing.
    /// - Returns: whether it did; otherwise one connection must bring the rest, after as many stretches as were taken.
    /// - Throws: ``BrokenData``.
    private func fetchInParallel(_ image: Image, from offset: Int64) async throws -> Bool {
        guard
            let stretches = ParallelStretches(
                of: image, from: offset, of: supply, over: connections, within: options.limit)
        else { return false }
        await gathered.beginStretches()
        do {
            try await stretches.run { try await self.keep($0) }
            return true
        } catch is ParallelStretches.Unsuitable {
            connections = 1
            return false
        }
    }

    private func take(_ bytes: ByteStream) async throws {
        let reader = try bytes.limited(by: options.limit).open()
        while let chunk = try await reader.next() { try await keep(chunk) }
    }

    private func keep(_ chunk: [UInt8]) async throws {
        try await gathered.take(chunk)
        received += Int64(chunk.count)
        observer.moved(chunk.count)
    }

    private func startAnew() async throws {
        try await gathered.startAnew()
        observer.isAt(0)
    }

    /// The record as it is now, which must be of the same data.
    private func unchanged() async throws -> Image {
        let now = try await supply.record(of: image)
        guard now.hasSameData(as: image) else {
            throw ImageError(.integrity, "image '\(image.label)' changed while its data was read")
        }
        return now
    }

    private func hinting(_ wrong: ImageError) -> ImageError {
        var wrong = wrong
        if wrong.code == .integrity { wrong.hint = wrong.hint ?? supply.checkHint }
        return wrong
    }

    private var place: String {
        get async {
            let count = await gathered.count
            return expected.size.map { "\(ByteCount.text(count)) of \(ByteCount.text($0))" } ?? ByteCount.text(count)
        }
    }

    private func told(_ cause: ImageError, _ budget: AttemptBudget) -> ImageError {
        guard budget.breaks > 1 else { return cause }
        var cause = cause
        cause.details.append("the transfer broke \(budget.breaks) times in a row")
        return cause
    }

    private static func seconds(_ delay: Duration) -> String {
        let tenths = Int((delay / .seconds(1) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}

extension Image {
    /// Whether nothing speaks against it that both records are of the same data.
    func hasSameData(as other: Image) -> Bool {
        id == other.id && size == other.size && hash == other.hash && checksum == other.checksum
            && createdAt == other.createdAt
    }
}
