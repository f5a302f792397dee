import Testing

@testable import CommandKit

struct `F-O1 text from elsewhere` {
    @Test(arguments: [
        ("plain", "plain"), ("Bücher 日本 👩‍👩‍👧", "Bücher 日本 👩‍👩‍👧"),
        ("\u{1b}[31mred", "\\x1b[31mred"), ("a\r\nb", "a\\x0d\\x0ab"), ("tab\there", "tab\\x09here"),
        ("\u{9b}2J", "\\x9b2J"), ("\u{202e}txt.exe", "\\u{202e}txt.exe"), ("zero\u{200b}width", "zero\\u{200b}width"),
        ("\u{feff}bom", "\\u{feff}bom"), ("nul\0", "nul\\x00"), ("del\u{7f}", "del\\x7f"),
        ("back\\slash", "back\\\\slash"),
        ("joiner\u{200d}", "joiner\\u{200d}"), ("tag\u{e0041}", "tag\\u{e0041}"), ("\u{fffe}", "\\u{fffe}"),
    ])
    func `is shown with what could drive a terminal escaped`(_ text: String, _ shown: String) {
        #expect(SafeText.line(text) == shown)
    }

    @Test(arguments: [
        ("back\\slash", "back\\slash"), ("a\n\tb\\", "a\n\tb\\"), ("a\r\nb\\", "a\\x0d\nb\\\\"),
        ("\u{1b}[31m\n", "\\x1b[31m\n"), ("\n\u{200d}", "\n\\u{200d}"),
    ])
    func `keeps its line breaks and tabs where they are quoted`(_ text: String, _ quotable: String) {
        #expect(SafeText.quotable(text) == quotable)
    }

    @Test func `never holds a control or direction mark afterwards, whatever code point it held`() {
        func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029: true
            default: false
            }
        }
        let harmful = (UInt32(0)...0x10FFFF).filter { value in
            guard let scalar = Unicode.Scalar(value) else { return false }
            return SafeText.line("a\(Character(scalar))").unicodeScalars.contains(where: isHarmful)
        }
        #expect(harmful.isEmpty)
    }

    @Test func `does not pile up more than eight marks on a letter`() {
        let shown = SafeText.line("a" + String(repeating: "\u{301}", count: 20))
        #expect(shown.hasPrefix("a" + String(repeating: "\u{301}", count: 8) + "\\u{301}"))
    }

    @Test(arguments: [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("", 0), ("ü", 1), ("🐧", 2)])
    func `takes the cells a terminal gives it`(_ text: String, _ cells: Int) {
        #expect(DisplayWidth.of(text) == cells)
    }

    @Test func `wraps at spaces, and inside a word that is too long`() {
        #expect(DisplayWidth.wrap("one two three", to: 8) == ["one two", "three"])
        #expect(DisplayWidth.wrap("日本語日本語", to: 5) == ["日本", "語日", "本語"])
        #expect(DisplayWidth.wrap("abcdefgh", to: 3) == ["abc", "def", "gh"])
    }
}

struct `a suggestion` {
    private let known = ["image list", "image show", "--property", "--protected", "backend"]

    @Test(arguments: [("imge list", "image list"), ("--porperty", "--property"), ("backedn", "backend")])
    func `is the nearest known word`(_ typed: String, _ meant: String) {
        #expect(Suggestion.nearest(to: typed, in: known) == meant)
    }

    @Test func `is not made for a word that is like nothing`() {
        #expect(Suggestion.nearest(to: "xyzzy", in: known) == nil)
        #expect(Suggestion.nearest(to: String(repeating: "a", count: 10_000), in: known) == nil)
    }
}
