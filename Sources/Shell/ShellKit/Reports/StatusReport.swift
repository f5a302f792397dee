internal import BackendKit
internal import CommandKit

/// An error becomes text: what happened and where, the words underlined, and what to type next.
struct StatusReport: Sendable {
    let status: ExitStatus
    /// Lines for standard error; empty when there is nothing to say.
    let lines: [String]

    /// - Parameters:
    ///   - script: where the words come from; without one the error has no place in a text.
    ///   - statement: the words that ran, underlined when the error does not know better.
    ///   - trace: how it came to the script, innermost first.
    init(
        _ error: any Error, in script: Script = Script(name: nil, text: ""), statement: SourceSpan? = nil,
        trace: [String] = []
    ) {
        status =
            switch error {
            case is SyntaxError: .usage
            case let error as ProgramFailure: error.status
            default: ExitStatus(error)
            }
        switch error {
        case let error as UsageError:
            lines = Self.lines(error.message, trace, error.hint, script, error.span ?? statement)
        case let error as SyntaxError:
            lines = Self.lines(error.message, trace, error.hint, script, error.span)
        case let error as LocatedError:
            lines = Self.lines(error.error.message, error.error.details + trace, error.error.hint, script, error.span)
        case let error as ImageError:
            lines = Self.lines(error.message, error.details + trace, error.hint, script, statement)
        case let error as ProgramFailure:
            // A program that was typed speaks for itself.
            let isTyped = script.name == nil && !error.skipsMore
            lines = isTyped ? [] : Self.lines(error.message, trace, nil, script, error.span)
        case is CancellationError:
            lines = Self.lines("interrupted", trace, nil, script, script.name == nil ? nil : statement)
        case is SilentFailure, is OutputClosed:
            lines = []
        default:
            lines = Self.lines("\(error)", trace, nil, script, statement)
        }
    }

    /// Writes its lines at once: nothing that comes at the same time gets between them.
    func write(to errors: any TextSink) throws {
        if !lines.isEmpty { try errors.write(lines.map { $0 + "\n" }.joined()) }
    }

    private static func lines(
        _ message: String, _ details: [String], _ hint: String?, _ script: Script, _ span: SourceSpan?
    ) -> [String] {
        var lines: [String] = []
        if let name = script.name, let span {
            lines.append("\(name):\(span.line):\(span.column): \(message)")
        } else {
            lines.append("imgsh: \(message)")
        }
        // A person still sees the one line; in a file or a longer text it has to be shown.
        let isLong = script.hasSeveralLines
        if let span, let text = script.line(span.line),
            script.name != nil || isLong || span.length < text.unicodeScalars.count
        {
            lines += underlined(text, span)
        }
        if let span, script.name == nil, isLong { lines.append("  in line \(span.line)") }
        lines += details.map { "  \($0)" }
        if let hint { lines.append(HintLine.text(hint, inOtherShell: script.isOfOtherShell)) }
        return lines.map(SafeText.message)
    }

    /// Of a line that fills a screen so many characters are shown, so many of them before the words that are marked.
    private static let (mostShown, mostBefore) = (240, 80)

    /// The line and a mark below the words, by cells, so that it is right for wide characters.
    private static func underlined(_ text: String, _ span: SourceSpan) -> [String] {
        let scalars = Array(text.unicodeScalars)
        let start = min(max(0, span.column - 1), scalars.count)
        let first = scalars.count > mostShown ? max(0, start - mostBefore) : 0
        let last = min(scalars.count, first + mostShown)
        let end = min(start + span.length, last)
        let before = (first > 0 ? "…" : "") + shown(scalars[first..<start])
        let marked = shown(scalars[start..<end])
        let after = shown(scalars[end..<last]) + (last < scalars.count ? "…" : "")
        let mark = "^" + String(repeating: "~", count: max(0, DisplayWidth.of(marked) - 1))
        return ["  " + before + marked + after, "  " + String(repeating: " ", count: DisplayWidth.of(before)) + mark]
    }

    /// Addresses without their credentials: errors are kept in logs, where lines that were typed are not.
    private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        let text = scalars.map { scalar in
            let text = String(Character(scalar))
            return scalar == "\t" ? " " : SafeText.message(text)
        }.joined()
        // Word by word: of one text all that follows a question mark is taken for the query.
        return text.split(separator: " ", omittingEmptySubsequences: false).map { ShownURL.text(String($0)) }
            .joined(separator: " ")
    }
}
