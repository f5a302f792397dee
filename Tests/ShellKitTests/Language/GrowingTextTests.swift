import TestSupport
import Testing

@testable import ShellKit

struct `a text that comes line by line` {
    /// What makes a line mean something else, alone or behind other lines.
    private static let pieces = [
        "a", "b c", "if a", "if a; b; end", "else", "else if b", "end", "foreach x in a b", "foreach x in \\", "c \\",
        "function f", "parallel 2", "return", "break", "let x = 'y", "let x = <<END", "'", "z'", "\"", "a \"b", "b\" c",
        "$x", "\\", "# c \\", "# '", "", "  ", ";", "END", " END", "a <<END", "a <<'END'", "a <<E && b <<END", "E",
        "a $(b <<E) <<END", "a \"$(b <<E)", "$(c", "a $(b", "d)", ")", "a &&", "b ||", "a |", "> e", "> e \\",
        "2> f \\",
        "< g", "a <<", "`", "${x:-", "${x}", "-a", "!a", "!a \\", "a &", "a; b; c 'd", "a \\ b", "end; if a; b", "a\r",
    ]

    @Test(arguments: 0..<40) func `waits for what the whole of it waits for`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let beginnings = Self.pieces.filter { Parser.openEnd(of: $0) != nil }
        for _ in 0..<100 {
            var growing = GrowingText()
            var lines: [String] = []
            for number in 0..<30 {
                lines.append((number == 0 ? beginnings : Self.pieces).randomElement(using: &random) ?? "")
                let text = lines.joined(separator: "\n")
                let open = growing.add(lines[lines.count - 1])
                #expect(open == Parser.openEnd(of: text), "\(text)")
                #expect(growing.text == text)
                #expect(growing.lineCount == lines.count)
                if open == nil { break }
            }
        }
    }

    @Test(
        arguments: [
            ("foreach x in a", "    if b 'c'; d; end"), ("if a\nelse", "a <<E\n$x\nE"), ("function f\nif a", "# c"),
            ("a <<END", "$x \\$ \\\\ $(y)"), ("a <<'END'", "${"), ("let x = '", "# $( \""),
            ("let x = \"", "$y \\\" \\$"),
            ("a \\", "b 'c' \\"), ("foreach x in y \\", "z \\"), ("a &&", "b $(c) ||"), ("a > b \\", "c \\"),
            ("a 'b\nc' \\", "'d\ne' \\"), ("if a\nb \"$(c \\", "d \\"),
        ])
    func `is not read again for each of its lines`(_ beginning: String, _ line: String) {
        var text = GrowingText()
        _ = text.add(beginning)
        for number in 0..<1000 {
            #expect(text.add(line) != nil, "line \(number)")
        }
        #expect(text.rest.utf8.count < 100, "\(text.rest)")
    }
}
