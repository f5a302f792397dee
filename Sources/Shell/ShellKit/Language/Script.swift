internal import BackendKit
internal import CommandKit

/// Text to run, and what to call it in messages.
struct Script: Sendable {
    /// The file's path, or `nil` for what a person typed.
    let name: String?
    let text: String
    /// The number of the text's first line.
    let firstLine: Int
    /// Whether it was typed at the prompt of another shell.
    let isOfOtherShell: Bool

    init(name: String?, text: String, firstLine: Int = 1, isOfOtherShell: Bool = false) {
        self.name = name
        self.text = text
        self.firstLine = firstLine
        self.isOfOtherShell = isOfOtherShell
    }

    /// Reads bytes as a script: UTF-8 without NUL, with or without a byte order mark.
    /// - Throws: ``ImageError`` with code `.usage` that names the line.
    init(name: String, bytes: [UInt8], firstLine: Int = 1) throws(ImageError) {
        self.init(name: name, text: try Self.text(of: bytes[...], in: name, firstLine: firstLine), firstLine: firstLine)
    }

    /// The same for a part of a script.
    /// - Parameter mayHaveMark: whether a byte order mark may stand before it.
    static func text(
        of bytes: ArraySlice<UInt8>, in name: String, firstLine: Int, mayHaveMark: Bool = true
    ) throws(ImageError) -> String {
        let bytes = mayHaveMark && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        if let place = bytes.firstIndex(of: 0) {
            let line = bytes[..<place].count { $0 == 0x0A } + firstLine
            throw ImageError(.usage, "\(name):\(line): not a script: it holds a NUL byte")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = firstInvalidLine(bytes) + firstLine - 1
            throw ImageError(.usage, "\(name):\(line): not a script: the line is not UTF-8")
        }
        return text
    }

    /// The tree of the text.
    /// - Throws: ``SyntaxError``.
    func parsed() throws(SyntaxError) -> Block { try Parser.parse(text, line: firstLine) }

    /// A part of the text, by Unicode scalars.
    func text(of range: Range<Int>) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count)))
    }

    /// Line ends in the text.
    var lineCount: Int { text.utf8.count { $0 == 0x0A } }

    /// Whether there is more than one line to be wrong.
    var hasSeveralLines: Bool {
        text.utf8.firstIndex(of: 0x0A).map { text.utf8[$0...].contains { $0 > 0x20 } } ?? false
    }

    /// The physical line with this number, without its end.
    func line(_ number: Int) -> String? {
        let index = number - firstLine
        guard index >= 0 else { return nil }
        let lines = text.unicodeScalars.split(separator: "\n", maxSplits: index + 1, omittingEmptySubsequences: false)
        guard index < lines.count else { return nil }
        let line = lines[index]
        return String(line.last == "\r" ? line.dropLast() : line)
    }

    private static func firstInvalidLine(_ bytes: ArraySlice<UInt8>) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index.map { $0 - lines.startIndex } ?? 0) + 1
    }
}
