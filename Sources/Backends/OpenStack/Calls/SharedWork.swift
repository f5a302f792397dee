/// Work that several tasks wait for and that runs once. A task that is cancelled stops waiting at once; when nobody
/// waits any more the work is cancelled.
actor SharedWork<Value: Sendable> {
    private var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
    private var work: Task<Void, Never>?
    /// Waiters and works are numbered together.
    private var last = 0
    private var round = 0

    /// The value of the work that runs, or of `body` when none does.
    func value(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        last += 1
        let id = last
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
                waiting[id] = continuation
                start(body)
            }
        } onCancel: {
            Task { await self.leave(id) }
        }
    }

    private func start(_ body: @escaping @Sendable () async throws -> Value) {
        guard work == nil else { return }
        round += 1
        let round = round
        work = Task {
            do {
                let value = try await body()
                self.finish(round, .success(value))
            } catch {
                self.finish(round, .failure(error))
            }
        }
    }

    private func finish(_ finished: Int, _ result: Result<Value, any Error>) {
        guard finished == round, work != nil else { return }
        work = nil
        for continuation in waiting.values { continuation.resume(with: result) }
        waiting = [:]
    }

    private func leave(_ id: Int) {
        guard let continuation = waiting.removeValue(forKey: id) else { return }
        continuation.resume(throwing: CancellationError())
        if waiting.isEmpty {
            work?.cancel()
            work = nil
        }
    }
}
