internal import CommandKit

@testable import ShellKit

extension FuzzTarget {
    /// A line in bash, zsh or fish: read as it was typed, and written so that they read it back.
    static let otherShells = FuzzTarget("other-shells", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let typed = TypedWords(text)
        try promise(text.utf8.count >= typed.raw.utf8.count, "a word is in the line")
        for request in [
            CompletionRequest.bash(replaced: typed.raw, line: text), .fish(token: typed.raw, words: typed.words),
            .zsh(quote: typed.quote.map(String.init) ?? "", words: typed.words, partial: typed.partial), .line(text),
        ] {
            if let (words, partial) = CompletionService.program(request) { _ = ProgramLine(words, partial) }
            let offer = Offer(candidates: [Candidate(word: typed.partial, detail: text)])
            let rows = CompletionReply.rows(CompletionResult(offer: offer), for: request)
            guard !typed.partial.unicodeScalars.contains("\n") else { continue }
            try promise(!rows.contains { $0.unicodeScalars.contains("\n") }, "an answer is a row: \(rows)")
        }
        _ = CompletionRequest(typed.words)
        // No name that is offered has a line break in it, which cannot be escaped outside of quotes.
        guard !text.unicodeScalars.contains("\n") else { return }
        for quote in [nil, "'", "\""] as [Character?] {
            let written = (quote.map(String.init) ?? "") + TypedQuoting.text(text, in: quote)
            let again = TypedWords("imgsh \(written)")
            try promise(again.words.count == 1, "a word that is written is one word: \(written)")
            try promise(again.partial.utf8.elementsEqual(text.utf8), "a word that is written is the same: \(written)")
        }
    }
}
