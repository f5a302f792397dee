import Testing

@testable import Editline

struct `line history` {
    @Test func `drops a line that repeats the last one, and empty ones`() {
        #expect(LineHistory(["a", "a", "b", "", "a"]).entries == ["a", "b", "a"])
    }

    @Test func `keeps the new line, and what was changed on the way`() {
        var history = LineHistory(["one", "two"])
        history.begin()
        #expect(history.go(to: 1, leaving: "new") == "two")
        #expect(history.go(to: 0, leaving: "two!") == "one")
        #expect(history.go(to: 1, leaving: "one") == "two!")
        #expect(history.go(to: 2, leaving: "two!") == "new")
        #expect(history.go(to: 3, leaving: "new") == nil)
        history.begin()
        #expect(history[1] == "two" && history[2] == "")
    }

    @Test func `can be forgotten, with what was changed on the way`() {
        var history = LineHistory(["one", "two"])
        history.begin()
        _ = history.go(to: 1, leaving: "new")
        history.forget()
        #expect(history.entries.isEmpty && history.index == 0 && history[0] == "")
        #expect(history.nearest(.older, from: history.index) { _ in true } == nil)
    }

    @Test func `finds the nearest line in either direction`() {
        let history = LineHistory(["image list", "help", "image show x"])
        func isImage(_ text: String) -> Bool { text.hasPrefix("image") }
        #expect(history.nearest(.older, from: 3, where: isImage) == 2)
        #expect(history.nearest(.older, from: 2, where: isImage) == 0)
        #expect(history.nearest(.older, from: 0, where: isImage) == nil)
        #expect(history.nearest(.newer, from: 0, where: isImage) == 2)
        #expect(history.nearest(.newer, from: 2, where: isImage) == nil)
        #expect(history.nearest(.newer, from: -1, where: isImage) == 0)
    }
}

struct `search` {
    private func place(of query: String, in text: String) -> Int? { SearchState(query: query).place(in: text) }

    @Test func `takes small letters for capital ones too, but not the other way`() {
        #expect(place(of: "list", in: "image LIST") == 6)
        #expect(place(of: "LIST", in: "image list") == nil)
    }

    @Test func `takes every character for itself`() {
        #expect(place(of: "[*", in: "a[*b") == 1)
        #expect(place(of: "", in: "abc") == nil)
        #expect(place(of: "日", in: "é日") == 1)
    }
}

struct `composed character` {
    @Test func `joins a letter and its accent`() {
        #expect(ComposedCharacter.of("e", "\u{301}") == "\u{E9}")
        #expect(ComposedCharacter.of("か", "\u{3099}") == "が")
    }

    @Test func `is none where Unicode has none`() {
        #expect(ComposedCharacter.of("x", "\u{301}") == nil)
        #expect(ComposedCharacter.of("👨", "\u{200D}") == nil)
        #expect(ComposedCharacter.of("\u{1B}", "\u{301}") == nil)
    }
}
