internal import CommandKit

@testable import ShellKit

extension FuzzTarget {
    /// Any text as a word: what is quoted is read as the same bytes.
    static let quoting = FuzzTarget("quoting", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let quoted = Quoting.word(text)
        guard let words = (try? Parser.plainCommand("image show \(quoted) end")) ?? nil else {
            throw BrokenPromise(description: "a quoted word is no word: \(quoted)")
        }
        try promise(words.count == 4, "a quoted word is one word: \(quoted)")
        try promise(words[2].text.utf8.elementsEqual(text.utf8), "a quoted word is the same word: \(quoted)")
        let typed = TypedLine("image show \(quoted)")
        try promise(
            typed.statements[typed.current].words.last?.text.utf8.elementsEqual(text.utf8) == true,
            "a line being typed has the same word: \(quoted)")
    }
}
