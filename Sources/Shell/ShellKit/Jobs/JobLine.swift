internal import CommandKit

/// What a job is called: its command line in one row, or the beginning of it.
enum JobLine {
    private static let longest = 200

    /// All of a text.
    static func text(of script: Script) -> String { row(script.text) }

    /// One statement of it.
    static func text(of span: SourceSpan, in script: Script) -> String {
        let line = script.line(span.line)?.unicodeScalars.dropFirst(max(0, span.column - 1)).prefix(span.length)
        return row(line.map { String($0) } ?? script.text)
    }

    private static func row(_ text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n").map { String($0).trimmingBlanks() }
            .filter { !$0.isEmpty }
        let first = (lines.first ?? "").unicodeScalars
        let isCut = lines.count > 1 || first.count > longest
        return SafeText.message(String(String.UnicodeScalarView(first.prefix(longest)))) + (isCut ? " …" : "")
    }
}
