internal import Synchronization

/// What was asked a moment ago, so that a Tab asks nobody twice.
///
/// A question goes on when whoever asked does not wait for its answer any more: the next Tab has it then. An answer
/// that is out of date is given at once, while a new one is on its way.
actor AnswerCache<Key: Hashable & Sendable, Value: Sendable> {
    typealias Question = @Sendable (Key) async throws -> Value

    private struct Answer {
        let value: Value
        let taken: ContinuousClock.Instant
    }

    private let maximumAge: Duration
    private let ask: Question
    private var answers: [Key: Answer] = [:]
    private var running: [Key: Task<Value?, Never>] = [:]
    private static var mostAnswers: Int { 64 }

    init(maximumAge: Duration, _ ask: @escaping Question) {
        self.maximumAge = maximumAge
        self.ask = ask
    }

    /// The answer; `nil` when there is none and none can be had.
    func value(for key: Key) async -> Value? {
        let known = answers[key]
        if let known, ContinuousClock.now - known.taken < maximumAge { return known.value }
        let question = running[key] ?? begin(key)
        // Stale names are better than none.
        if let known { return known.value }
        return await question.value
    }

    /// Gives up what runs. Nothing is asked from then on that anybody would wait for.
    func stop() {
        for question in running.values { question.cancel() }
        running = [:]
    }

    private func begin(_ key: Key) -> Task<Value?, Never> {
        let question = Task { [ask] in
            let value = try? await ask(key)
            self.end(key, value)
            return value
        }
        running[key] = question
        return question
    }

    private func end(_ key: Key, _ value: Value?) {
        running[key] = nil
        guard let value else { return }
        if answers.count >= Self.mostAnswers { answers = [:] }
        answers[key] = Answer(value: value, taken: .now)
    }
}
