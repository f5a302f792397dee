internal import Synchronization

extension Pages {
    /// The same pages, each fetched while the one before it is worked on: one ahead and no more, so that the first page
    /// comes as early as ever. When the reader stops, what is under way is cancelled. For readers who want all of a
    /// list; whoever may stop after the first page would have the second one fetched in vain.
    public func readingAhead() -> Pages {
        Pages { [begin] in
            let source = ReadAhead(begin())
            return { try await source.next() }
        }
    }
}

/// One page on its way before anybody asks for it.
private final class ReadAhead<Element: Sendable>: Sendable {
    private typealias Fetch = Task<[Element]?, any Error>

    private let fetch: @Sendable () async throws -> [Element]?
    private let underWay = Mutex<Fetch?>(nil)

    init(_ fetch: @escaping @Sendable () async throws -> [Element]?) { self.fetch = fetch }

    deinit { underWay.withLock { $0?.cancel() } }

    func next() async throws -> [Element]? {
        let current = underWay.withLock { $0.take() } ?? start()
        let page = try await withTaskCancellationHandler {
            try await current.value
        } onCancel: {
            current.cancel()
        }
        guard let page else { return nil }
        let following = start()
        underWay.withLock { $0 = following }
        return page
    }

    private func start() -> Fetch {
        Task { [fetch] in
            try Task.checkCancellation()
            return try await fetch()
        }
    }
}
