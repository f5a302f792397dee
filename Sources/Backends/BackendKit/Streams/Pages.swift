/// A list that arrives in pages, each fetched when it is asked for.
public struct Pages<Element: Sendable>: AsyncSequence, Sendable {
    public typealias Failure = any Error

    let begin: @Sendable () -> @Sendable () async throws -> [Element]?

    /// - Parameter begin: makes the function that gives the next page, or `nil` after the last one.
    public init(_ begin: @escaping @Sendable () -> @Sendable () async throws -> [Element]?) {
        self.begin = begin
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let fetch: @Sendable () async throws -> [Element]?
        public mutating func next() async throws -> [Element]? {
            try Task.checkCancellation()
            return try await fetch()
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(fetch: begin()) }

    /// Every element, for lists known to be short.
    /// - Throws: what fetching a page throws; `CancellationError`.
    public func collect() async throws -> [Element] {
        var all: [Element] = []
        for try await page in self { all += page }
        return all
    }

    /// The first elements, without fetching more pages than that takes.
    /// - Throws: what fetching a page throws; `CancellationError`.
    public func first(_ count: Int) async throws -> [Element] {
        var found: [Element] = []
        for try await page in self {
            found += page.prefix(count - found.count)
            if found.count >= count { break }
        }
        return found
    }
}
