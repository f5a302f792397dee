internal import CommandKit

/// What is offered, as the completion functions in `completions/` read it.
enum CompletionReply {
    /// The rows for a request.
    static func rows(_ result: CompletionResult, for request: CompletionRequest) -> [String] {
        switch request {
        case .line: result.offer.candidates.map { row([$0.insertion(after: result.offer.keeps)], $0.detail) }
        case .bash(let replaced, let line): bash(result, replaced, TypedWords(line))
        case .zsh(let quote, _, _): zsh(result, quote)
        case .fish: fish(result)
        }
    }

    /// First `space` or `nospace`, for what follows a single candidate; then the candidates as they replace what
    /// readline gave, quoted as the word is.
    private static func bash(_ result: CompletionResult, _ replaced: String, _ typed: TypedWords) -> [String] {
        // Readline breaks words at =, : and @, and wants the last piece only.
        let before = typed.raw.hasSuffix(replaced) ? String(typed.raw.dropLast(replaced.count)) : ""
        let kept = TypedWords(before).partial
        let opens = replaced.first.flatMap { $0 == "'" || $0 == "\"" ? $0 : nil }
        var rows: [String] = []
        for candidate in result.offer.candidates {
            let word = word(candidate, result, in: typed.quote)
            guard word.utf8.starts(with: kept.utf8) else { continue }
            let rest = String(decoding: word.utf8.dropFirst(kept.utf8.count), as: UTF8.self)
            let isHome = kept.isEmpty && candidate.expanded != nil
            rows.append((opens.map(String.init) ?? "") + TypedQuoting.text(rest, in: typed.quote, home: isHome))
        }
        let isOpen = result.offer.candidates.count == 1 && result.offer.candidates.first?.isFinal == false
        // A blank keeps readline from replacing what was typed by what they have in common.
        if !result.continuesWord, rows.count > 1 { rows.append(" ") }
        return [isOpen ? "nospace" : "space"] + rows
    }

    /// First `continues` or `replaces`; then for each candidate what is inserted, what is shown, and whether a blank
    /// follows.
    private static func zsh(_ result: CompletionResult, _ quote: String) -> [String] {
        let candidates = result.offer.candidates
        let quote = quote.first { $0 == "'" || $0 == "\"" }
        let names = candidates.map { SafeText.line($0.display ?? $0.word) }
        let width = names.map { DisplayWidth.of($0) }.max() ?? 0
        return [result.continuesWord ? "continues" : "replaces"]
            + zip(candidates, names).map { candidate, name in
                let text = TypedQuoting.text(
                    word(candidate, result, in: quote), in: quote,
                    home: result.offer.keeps.isEmpty && candidate.expanded != nil)
                var shown = name
                if let detail = candidate.detail, !detail.isEmpty {
                    shown +=
                        String(repeating: " ", count: width - DisplayWidth.of(name)) + "  -- "
                        + SafeText.message(detail)
                }
                return [text, shown, candidate.isFinal ? "final" : "open"].joined(separator: "\t")
            }
    }

    /// fish quotes by itself, and sees where a word goes on.
    private static func fish(_ result: CompletionResult) -> [String] {
        result.offer.candidates.map { candidate in
            let isFile = candidate.word.hasSuffix(candidate.display ?? candidate.word)
            let detail = [isFile ? nil : candidate.display, candidate.detail].compactMap(\.self).joined(separator: "  ")
            return row([result.offer.keeps + candidate.word], detail)
        }
    }

    /// With the home directory put in where the other shell would not do it.
    private static func word(_ candidate: Candidate, _ result: CompletionResult, in quote: Character?) -> String {
        guard let expanded = candidate.expanded, quote != nil || !result.offer.keeps.isEmpty else {
            return result.offer.keeps + candidate.word
        }
        return result.offer.keeps + expanded
    }

    private static func row(_ fields: [String], _ detail: String?) -> String {
        (fields + [detail].compactMap(\.self).filter { !$0.isEmpty }.map(SafeText.message)).joined(separator: "\t")
    }
}
