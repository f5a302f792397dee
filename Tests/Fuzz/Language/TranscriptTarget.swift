@testable import ShellKit

extension FuzzTarget {
    /// A recorded session.
    static let transcript = FuzzTarget("transcript") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let file = TranscriptFile(text)
        var lines = file.preamble
        for entry in file.entries {
            try promise(entry.line == lines.count + 1, "an entry knows its line")
            lines += entry.typed + entry.expected
            try promise(!entry.typed.isEmpty, "an entry has a command")
            try promise(entry.fits(entry.expected), "what is expected is what is expected: \(entry.expected)")
            _ = entry.fits(Array(entry.expected.reversed()))
        }
        var expected = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0.last == "\r" ? $0.dropLast() : $0)
        }
        if expected.last == "" { expected.removeLast() }
        try promise(lines == expected, "no line is lost")
    }
}
