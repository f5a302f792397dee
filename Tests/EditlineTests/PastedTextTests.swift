import Testing

@testable import Editline

struct `pasted text` {
    @Test(arguments: ["image list", "image list\n", "image list\n\n"])
    func `of one line is only inserted`(_ text: String) {
        #expect(PastedText(text) == PastedText("image list"))
        #expect(PastedText(text).lines.isEmpty && PastedText(text).rest == "image list")
    }

    @Test func `of several lines is entered, but for what no line end follows`() {
        #expect(PastedText("a\nb\nc").lines == ["a", "b"])
        #expect(PastedText("a\nb\nc").rest == "c")
        #expect(PastedText("a\n\nb\n").lines == ["a", "", "b"])
        #expect(PastedText("a\n\nb\n").rest == "")
    }

    @Test func `has one kind of line end and no control characters`() {
        #expect(PastedText.clean(Array("a\r\nb\rc\td\u{1B}[31m\u{9B}e\u{7F}\0".utf8)) == "a\nb\nc d[31me")
    }

    @Test func `keeps letters with separate accents, and drops what is no UTF-8`() {
        let name = "cafe\u{301}"
        #expect(PastedText.clean(Array(name.utf8) + [0xFF]).unicodeScalars.elementsEqual(name.unicodeScalars))
    }

    @Test func `waits in a queue that says how much it dropped`() {
        var queue = PastedQueue()
        queue.put(["b", "c"], rest: "d")
        #expect(queue.next() == "b")
        #expect(queue.drop() == 2)
        #expect(queue.next() == nil && queue.takeRest() == nil && queue.drop() == 0)
    }
}
