internal import BackendKit
internal import CommandKit
internal import Editline

/// The completion engine as the line editor wants it: candidates quoted, ready to be inserted.
struct EditorCompleter: LineCompleter {
    let engine: CompletionEngine

    func complete(_ textBeforeCursor: String) async -> CompletionAnswer {
        let result = await BackendQuestions.$areWelcome.withValue(false) { await engine.complete(textBeforeCursor) }
        return CompletionAnswer(
            replacing: result.replacing,
            candidates: result.candidates.map { candidate in
                CompletionCandidate(
                    insertion: result.keeps + Quoting.word(candidate.word),
                    display: candidate.display ?? candidate.word, detail: candidate.detail, isFinal: candidate.isFinal)
            })
    }
}
