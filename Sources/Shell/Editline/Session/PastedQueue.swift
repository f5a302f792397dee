/// Lines of a paste that were not handed out yet.
struct PastedQueue {
    private var lines: [String] = []
    private var rest = ""

    /// Takes the lines behind the first one, and what is to be edited after them.
    mutating func put(_ lines: some Sequence<String>, rest: String) {
        self.lines += lines
        self.rest = rest
    }

    /// The next line, if there is one.
    mutating func next() -> String? { lines.isEmpty ? nil : lines.removeFirst() }

    /// What is to be edited, once all lines are handed out.
    mutating func takeRest() -> String? {
        defer { rest = "" }
        return rest.isEmpty ? nil : rest
    }

    /// Forgets everything.
    /// - Returns: how many lines that was.
    mutating func drop() -> Int {
        defer { (lines, rest) = ([], "") }
        return lines.count + (rest.isEmpty ? 0 : 1)
    }
}
