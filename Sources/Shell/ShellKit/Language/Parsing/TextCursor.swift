internal import CommandKit

/// Walks over a text, and knows the line and the column.
///
/// Lines that were read before their turn, as those of a here-document are, are left out when it comes to them.
struct TextCursor {
    let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private(set) var line: Int
    private(set) var column = 1
    /// Where to go on after the line end at a position.
    private var jumps: [Int: (position: Int, line: Int)] = [:]

    /// - Parameter line: the number of the text's first line.
    init(_ text: String, line: Int) {
        scalars = Array(text.unicodeScalars)
        self.line = line
    }

    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    mutating func advance() {
        guard position < scalars.count else { return }
        guard scalars[position] == "\n" else {
            column += 1
            position += 1
            return
        }
        column = 1
        if let jump = jumps[position] {
            (position, line) = jump
        } else {
            line += 1
            position += 1
        }
    }

    mutating func advance(by count: Int) { for _ in 0..<count { advance() } }

    /// Whether these scalars come next.
    func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes in
            position + bytes.count <= scalars.count
                && bytes.indices.allSatisfy { scalars[position + $0].value == UInt32(bytes[$0]) }
        }
    }

    /// The place of the next scalars.
    func here(_ length: Int = 1) -> SourceSpan { SourceSpan(line: line, column: column, length: length) }

    /// A place to measure from, or to come back to.
    struct Mark {
        let position: Int
        let line: Int
        let column: Int

        func span(_ length: Int = 1) -> SourceSpan { SourceSpan(line: line, column: column, length: length) }
    }

    var mark: Mark { Mark(position: position, line: line, column: column) }

    /// From an earlier place to here, as far as that is one line.
    func span(from start: Mark) -> SourceSpan { start.span(start.line == line ? position - start.position : 1) }

    /// From the place to the end of its line.
    func line(from start: Mark) -> SourceSpan {
        let end = scalars[start.position...].firstIndex(of: "\n") ?? scalars.count
        return start.span(end - start.position)
    }

    mutating func skipToLineEnd() { while let scalar = peek(), scalar != "\n" { advance() } }

    /// Goes to the lines behind the one that this is on, to those that nothing has read yet.
    /// - Returns: the position of the line end that was passed, or `nil` at the last line.
    mutating func enterFollowingLines() -> Int? {
        skipToLineEnd()
        guard peek() != nil else { return nil }
        defer { advance() }
        return position
    }

    /// The lines before this place are not to be read again from the line end at a position.
    mutating func leaveOut(after lineEnd: Int) { jumps[lineEnd] = (position, line) }

    mutating func go(to mark: Mark) { (position, line, column) = (mark.position, mark.line, mark.column) }
}
