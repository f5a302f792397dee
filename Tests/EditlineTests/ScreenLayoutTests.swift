import Testing

@testable import Editline

struct `screen layout` {
    private func layout(_ text: String, cursor: Int? = nil, prompt: String = "> ", columns: Int = 10) -> [Int] {
        #expect(usesUTF8)
        let layout = ScreenLayout(prompt: prompt, line: EditedLine(text, cursor: cursor), columns: columns)
        return [layout.cursor.row, layout.cursor.column, layout.end.row, layout.end.column]
    }

    @Test func `wraps when the last column is taken`() {
        #expect(layout("1234567") == [0, 9, 0, 9])
        #expect(layout("12345678") == [1, 0, 1, 0])
        #expect(layout("123456789") == [1, 1, 1, 1])
    }

    @Test func `takes a wide character that does not fit to the next row`() {
        #expect(layout("123456日") == [1, 0, 1, 0])
        #expect(layout("1234567日") == [1, 2, 1, 2])
        #expect(layout("1234567日", cursor: 7) == [1, 0, 1, 2])
    }

    @Test func `counts no cell for a combining mark`() {
        #expect(layout("cafe\u{301}") == [0, 6, 0, 6])
    }

    @Test func `shows controls as two cells, and tabs up to the next stop`() {
        #expect(layout("\u{1}") == [0, 4, 0, 4])
        #expect(layout("\tx", columns: 40) == [0, 9, 0, 9])
    }

    @Test func `begins a row at a line end`() {
        #expect(layout("a\nbc", cursor: 1) == [0, 3, 1, 2])
    }

    @Test func `takes a cursor outside the line to its end`() {
        #expect(layout("ab", cursor: 9) == [0, 4, 0, 4])
        #expect(EditedLine(scalars: ["a"], cursor: -3).cursor == 0)
    }
}

struct `prompt cells` {
    private func encoded(_ prompt: Prompt, columns: Int = 80) -> String {
        #expect(usesUTF8)
        let cells = PromptCells(prompt, usesColor: true, columns: columns)
        #expect(cells.encoded.last == 0)
        return String(cells.encoded.dropLast().compactMap(Unicode.Scalar.init))
            .split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "E")
    }

    @Test func `put a change of style before a character, in one block`() {
        #expect(
            encoded(Prompt([.init("a", .cyan), .init("", .red), .init("b", .red), .init("> ")]))
                == "\u{1}E[0;36m\u{1}a\u{1}E[0;31m\u{1}b\u{1}E[0m\u{1}> ")
    }

    @Test func `end with a plain character, whatever the style`() {
        #expect(encoded(Prompt([.init("ab", .dim)])) == "\u{1}E[0;2m\u{1}a\u{1}E[0m\u{1}b")
        #expect(encoded(Prompt([.init("a", .dim)])) == "a")
    }

    @Test func `show what a terminal would obey, and drop what has no cell`() {
        #expect(encoded("a\u{1B}[31m\u{1}e\u{301} ") == "a\\x1b[31m\\x01e ")
    }

    @Test func `keep rows above apart, and only the end of a last row that is too long`() {
        let cells = PromptCells("one\ntwo> ", usesColor: false, columns: 80)
        #expect(cells.rowsAbove == ["one"] && cells.visible == "two> ")
        #expect(PromptCells("a-very-long-prompt> ", usesColor: false, columns: 20).visible == "…-prompt> ")
    }
}
