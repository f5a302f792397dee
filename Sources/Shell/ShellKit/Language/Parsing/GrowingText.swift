/// A text that comes line by line, until it is whole. However long it gets, only what is open of it is read again.
struct GrowingText {
    /// All of it.
    private(set) var text = ""
    /// What of it tells what is open.
    private(set) var rest = ""
    private(set) var lineCount = 0

    /// Whether nothing was added.
    var isEmpty: Bool { lineCount == 0 }

    /// Adds a line, or several.
    /// - Parameter lines: without the last line end.
    /// - Returns: what the text waits for at its end; `nil` when it is whole, or wrong whatever follows.
    mutating func add(_ lines: String) -> SyntaxError.Unfinished? {
        if !isEmpty {
            text += "\n"
            rest += "\n"
        }
        lineCount += lines.utf8.count { $0 == 0x0A } + 1
        text += lines
        rest += lines
        guard let end = Parser.end(of: rest) else { return nil }
        rest = end.rest
        return end.open
    }
}
