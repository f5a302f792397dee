internal import BackendKit
internal import CommandKit
internal import Synchronization

/// The plugins that were found, each asked once.
actor PluginShelf {
    /// A plugin and its answer.
    struct Entry: Sendable {
        let file: PluginFile
        let answer: PluginAnswer
    }

    /// How long a list of commands waits for plugins that were never asked before.
    private static let patience = Duration.seconds(1)

    private let question: ManifestQuestion
    private var questions: [PluginFile: Task<PluginAnswer, Never>] = [:]
    private nonisolated let answers = Mutex<[PluginFile: PluginAnswer]>([:])

    init(question: ManifestQuestion = ManifestQuestion()) { self.question = question }

    /// Those that have answered by now.
    nonisolated var known: [Entry] { answers.withLock { $0.map { Entry(file: $0.key, answer: $0.value) } } }

    /// The answers of these, waited for.
    func entries(_ files: [PluginFile], in session: Session) async -> [Entry] {
        let cache = ManifestCache(session.environment)
        let tasks = files.map { ask($0, cache) }
        var entries: [Entry] = []
        for (file, task) in zip(files, tasks) { entries.append(Entry(file: file, answer: await task.value)) }
        return entries
    }

    /// Those that can be had quickly. The others are asked meanwhile, for the next time.
    func quickEntries(_ files: [PluginFile], in session: Session) async -> [Entry] {
        let cache = ManifestCache(session.environment)
        let tasks = files.map { ask($0, cache) }
        let (waiting, continuation) = AsyncStream<Never>.makeStream()
        let all = Task {
            for task in tasks { _ = await task.value }
            continuation.finish()
        }
        let clock = Task {
            try? await Task.sleep(for: Self.patience)
            continuation.finish()
        }
        for await _ in waiting {}
        all.cancel()
        clock.cancel()
        return answers.withLock { answers in
            files.compactMap { file in answers[file].map { Entry(file: file, answer: $0) } }
        }
    }

    /// Forgets every answer.
    func forget(_ session: Session) {
        questions = [:]
        answers.withLock { $0 = [:] }
        ManifestCache(session.environment)?.clear()
    }

    private func ask(_ file: PluginFile, _ cache: ManifestCache?) -> Task<PluginAnswer, Never> {
        if let asked = questions[file] { return asked }
        let task = Task { [question] in
            let kept = cache?.answer(of: file)
            let answer: PluginAnswer
            if let kept { answer = kept } else { answer = await question.ask(file) }
            if kept == nil { cache?.keep(answer, of: file) }
            learn(answer, of: file)
            return answer
        }
        questions[file] = task
        return task
    }

    /// What was known of the same path before is so no longer.
    private nonisolated func learn(_ answer: PluginAnswer, of file: PluginFile) {
        answers.withLock { answers in
            for old in answers.keys where old.path == file.path { answers[old] = nil }
            answers[file] = answer
        }
    }
}
