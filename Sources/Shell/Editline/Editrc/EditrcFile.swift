/// A user's file of settings for libedit, read by our own rules: the library's reader stops at the first line that
/// it does not like, and dies of a quote without an end.
///
/// Everything of editrc(5) works but bindings of sequences that begin with `\e[` or `\eO`: those are decoded before
/// libedit sees them, so that arrows work inside vi's insert mode and Escape is Escape at once.
struct EditrcFile: Equatable {
    /// A line that says something.
    struct Line: Equatable {
        let number: Int
        let words: [String]
    }

    private(set) var lines: [Line] = []
    /// Numbers of the lines that cannot be read, and why.
    private(set) var problems: [Int: String] = [:]

    /// Longer lines overflow buffers of the library.
    private static let longestLine = 500

    init(_ text: String) {
        for (number, row) in zip(1..., text.rows) {
            let row = row.last == "\r" ? row.dropLast() : row[...]
            guard row.unicodeScalars.count <= Self.longestLine else {
                problems[number] = "the line is too long"
                continue
            }
            guard let words = Self.words(of: row) else {
                problems[number] = "a quote is not closed"
                continue
            }
            if let first = words.first, !first.hasPrefix("#") { lines.append(Line(number: number, words: words)) }
        }
    }

    /// Splits as libedit's tokenizer does: a backslash inside double quotes stays, but before quotes and backslashes.
    /// - Returns: `nil` when a quote is open at the end.
    static func words(of line: some StringProtocol) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                isEscaped = false
                if quote != nil, !"\"'\\".unicodeScalars.contains(scalar) { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(scalar)
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
                word = word ?? ""
            } else if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
                word = word ?? ""
            } else if quote == nil, scalar == " " || scalar == "\t" {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(scalar)
            }
        }
        guard quote == nil else { return nil }
        if let word { words.append(word) }
        return words
    }
}

extension EditrcFile.Line {
    /// The command without the name of a program before it.
    var command: Substring { words[0].split(separator: ":", maxSplits: 1).last ?? "" }

    /// Whether it puts all bindings back to those of a mode.
    var resetsBindings: Bool {
        let options = words.dropFirst().prefix { $0.hasPrefix("-") }
        return command == "bind" && options.contains { $0.hasPrefix("-v") || $0.hasPrefix("-e") }
    }
}
