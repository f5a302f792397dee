/// Does the same to several things, some of them at the same time.
struct ParallelJobs: Sendable {
    /// How many at the same time.
    let count: Int

    /// Begins with one after the other, in their order, and ends when the last one has ended.
    /// - Parameters:
    ///   - work: does one. What goes wrong with it alone is a result; what is thrown stops all.
    ///   - ended: told of each as it ends, one at a time, also of those that end while the others are being stopped.
    /// - Throws: the first error of `work` or `ended`, when everything has stopped; `CancellationError`.
    func run<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Result,
        ended: (_ index: Int, _ result: Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var begun = 0
            var failure: (any Error)?
            func begin() {
                guard begun < items.count, failure == nil, !Task.isCancelled else { return }
                let (index, item) = (begun, items[begun])
                begun += 1
                group.addTask { (index, try await work(item)) }
            }
            for _ in 0..<count { begin() }
            while let result = await group.nextResult() {
                do {
                    let (index, value) = try result.get()
                    try ended(index, value)
                } catch {
                    failure = failure ?? error
                    group.cancelAll()
                }
                begin()
            }
            if let failure { throw failure }
            if begun < items.count { try Task.checkCancellation() }
        }
    }
}
