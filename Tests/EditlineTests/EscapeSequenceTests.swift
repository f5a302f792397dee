import Testing

@testable import Editline

struct `escape sequence` {
    /// What is known after the last byte, provided that every byte before it left the sequence open.
    private func outcome(of text: String) -> EscapeSequence.Progress? {
        var sequence = EscapeSequence()
        for byte in text.utf8.dropLast() where sequence.add(byte) != .more { return nil }
        return text.utf8.last.map { sequence.add($0) }
    }

    @Test(arguments: [
        ("[A", Key.up), ("OA", .up), ("[1;2B", .down), ("[C", .right), ("[1;5C", .wordRight), ("[5D", .wordLeft),
        ("O5C", .wordRight), ("Od", .wordLeft), ("[1;3D", .wordLeft), ("[H", .home), ("[1~", .home), ("[7~", .home),
        ("OF", .end), ("[8~", .end), ("[3~", .delete), ("[3;5~", .deleteWord), ("[5~", .pageUp), ("[6~", .pageDown),
        ("[Z", .shiftTab), ("OM", .enter),
    ])
    func `of a known key gives the key`(_ text: String, _ key: Key) {
        #expect(outcome(of: text) == .key(key))
    }

    @Test(arguments: ["[2~", "[15~", "[[A", "[?1;2c", "OP", "[1;5P", "[97;5u", "[<0;1;1M"])
    func `without a meaning is swallowed whole`(_ text: String) {
        #expect(outcome(of: text) == .key(nil))
    }

    @Test func `200~ begins a paste`() {
        #expect(outcome(of: "[200~") == .pasteBegins)
    }

    @Test(arguments: ["f", "\u{1B}", "\u{7F}", "1"])
    func `is none when another byte follows ESC`(_ text: String) {
        #expect(outcome(of: text) == .notOne)
    }

    @Test(arguments: ["[1\u{3}", "[\n", "O\u{1B}", "[" + String(repeating: "1", count: 40)])
    func `breaks off at a byte that belongs to none`(_ text: String) {
        var sequence = EscapeSequence()
        #expect(text.utf8.map { sequence.add($0) }.contains(.broken))
    }

    @Test func `keys that send one have numbers which no keyboard sends`() {
        let keys: [Key] = [
            .up, .down, .right, .left, .home, .end, .delete, .wordLeft, .wordRight, .pageUp, .pageDown, .shiftTab,
            .deleteWord, .paste, .mark, .lastCharacter,
        ]
        #expect(Set(keys).count == keys.count)
        // libedit's emacs map has a meaning for these three.
        #expect(keys.allSatisfy { (0x80...0x9F).contains($0.rawValue) && ![0x88, 0x8C, 0x9F].contains($0.rawValue) })
        #expect(keys.allSatisfy { $0.scalar == nil })
    }
}
