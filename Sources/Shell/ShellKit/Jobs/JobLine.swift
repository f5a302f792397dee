internal import CommandKit

/// What a job is called: its command line in one row, or the beginning of it.
enum JobLine {
    private static let longest = 200

    /// All of a text.
    static func text(of script: Script) -> String { row(script.text) }

    /// One statement of it.
    static func text(of statement: Statement, in script: Script) -> String { row(script.text(of: statement.range)) }

    private static func row(_ text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n").map { String($0).trimmingBlanks() }
            .filter { !$0.isEmpty }
        let first = (lines.first ?? "").unicodeScalars
        let isCut = lines.count > 1 || first.count > longest
        return SafeText.message(String(String.UnicodeScalarView(first.prefix(longest)))) + (isCut ? " …" : "")
    }
}
