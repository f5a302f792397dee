internal import CommandKit
internal import Editline

@testable import ShellKit

extension FuzzTarget {
    /// A line that is being typed: what it means so far, its colours, and what may stand at its end.
    static let typedLine = FuzzTarget("typed-line", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let length = text.unicodeScalars.count
        let typed = TypedLine(text)
        try promise(typed.statements.indices.contains(typed.current), "some statement is the one being typed")
        for statement in typed.statements {
            for word in statement.words + statement.files {
                try promise(word.range.upperBound <= length, "a word is in the line")
                try promise(word.quotes.allSatisfy { $0.upperBound <= length }, "a quote is in the line")
            }
        }
        let registry = try Registry.standard()
        let book = try CommandBook.standard()
        let spans = LineColors(typed, book).spans
        try promise(spans.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= length }, "colours are in the line")
        for statement in typed.statements {
            _ = Explanation.rows(of: TypedCommand(statement, isOpen: true, in: book), book)
        }
        _ = Placeholder.text(for: typed, book)
        guard let line = PartialLine(text) else { return }
        try promise(line.replacing <= length, "what is completed is in the line")
        if let found = registry.command(for: line.words), found.wordCount <= line.words.count {
            let rest = Array(line.words.dropFirst(found.wordCount))
            let place = ArgumentPlace(of: line.partial, after: rest, in: found.command.signature)
            try promise(
                (place.keeps + place.partial).utf8.elementsEqual(line.partial.utf8),
                "what is completed is what was typed")
        }
    }
}
