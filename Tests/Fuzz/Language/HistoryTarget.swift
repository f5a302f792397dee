@testable import ShellKit

extension FuzzTarget {
    /// An entry of the history, which is a line of its file.
    static let history = FuzzTarget("history", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let escaped = HistoryLines.escaped(text)
        try promise(!escaped.utf8.contains(0x0A), "an entry is a line")
        try promise(HistoryLines.unescaped(escaped).utf8.elementsEqual(text.utf8), "an entry is read as it was written")
        _ = HistoryLines.unescaped(text)
    }
}
