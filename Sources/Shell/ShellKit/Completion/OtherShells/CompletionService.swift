internal import BackendKit
internal import CommandKit

/// Answers the completion functions of other shells: one question, and the process ends.
struct CompletionService: Sendable {
    let engine: CompletionEngine
    /// Whoever pressed a key waits no longer.
    let patience: Duration

    /// The words of a request as they follow the program's name; `nil` for a line of our own grammar.
    static func program(_ request: CompletionRequest) -> (words: [String], partial: String)? {
        switch request {
        case .line: nil
        case .bash(_, let line):
            {
                let typed = TypedWords(line)
                return (Array(typed.words.dropFirst()), typed.partial)
            }()
        case .zsh(_, let words, let partial): (words, partial)
        case .fish(let token, let words): (words, TypedWords(token).partial)
        }
    }

    func rows(for request: CompletionRequest) async -> [String] {
        let engine = engine
        let question = Task { await Self.result(for: request, engine) }
        let result = await Deadline.value(of: question, atMost: patience) ?? CompletionResult()
        question.cancel()
        return CompletionReply.rows(result, for: request)
    }

    private static func result(for request: CompletionRequest, _ engine: CompletionEngine) async -> CompletionResult {
        guard let (words, partial) = program(request) else {
            if case .line(let text) = request { return await engine.complete(text) }
            return CompletionResult()
        }
        switch ProgramLine(words, partial).place {
        case .beginning(let line): return withScripts(await engine.complete(line), partial)
        case .command(let line): return await engine.complete(line)
        case .value(let source): return await engine.complete(source, partial)
        case .clouds: return CompletionResult(offer: Offer(candidates: await engine.clouds().fitting(partial)))
        case .options: return CompletionResult(offer: Offer(candidates: ProgramLine.candidates.fitting(partial)))
        }
    }

    /// Adds the scripts of this directory that begin as typed; commands that only hold the text are not meant then.
    private static func withScripts(_ commands: CompletionResult, _ partial: String) -> CompletionResult {
        let scripts = FileCandidates(home: nil, directoriesOnly: false).find(partial)
            .filter { ProcessArguments.isScript($0.word) && $0.isFinal && $0.word.begins(with: partial) }
        guard !scripts.isEmpty else { return commands }
        var result = commands
        if !commands.continuesWord { result.offer.candidates = [] }
        result.offer.candidates += scripts
        result.continuesWord = true
        return result
    }
}
