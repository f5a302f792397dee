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
            candidates: result.offer.candidates.map { candidate in
                CompletionCandidate(
                    insertion: candidate.insertion(after: result.offer.keeps),
                    display: candidate.display ?? candidate.word, detail: candidate.detail, isFinal: candidate.isFinal)
            },
            continuesWord: result.continuesWord, isCut: result.offer.isCut)
    }
}

extension Candidate {
    /// As the grammar of the shell reads it back.
    func insertion(after keeps: String) -> String {
        if let expanded {
            // `~` counts only at the start of a word without quotes.
            let rest = String(word.dropFirst(2))
            return keeps.isEmpty && Quoting.word(rest) == rest ? word : Self.quoted(keeps) + Quoting.word(expanded)
        }
        return Self.quoted(keeps) + (word.isEmpty ? "''" : Quoting.word(word))
    }

    private static func quoted(_ keeps: String) -> String { keeps.isEmpty ? "" : Quoting.word(keeps) }
}
