internal import CDisplay

/// Stands between foreign text and the screen.
///
/// Names, properties and messages come from services, files and other users. What could drive a terminal or
/// reorder a line is shown as an escape, `\x1b` or `\u{202e}`; a backslash in a text that has one is doubled, so
/// that the escapes are unambiguous. Works on Unicode scalars: `"\r\n"` is one `Character`.
public enum SafeText {
    /// The text as one printable line.
    public static func line(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }) { return text }
        let scalars = Array(text.unicodeScalars)
        let unsafe = scalars.indices.map { needsEscape(at: $0, in: scalars) }
        guard unsafe.contains(true) || scalars.contains("\\") else { return text }
        return escaped(scalars, unsafe)
    }

    private static func escaped(_ scalars: [Unicode.Scalar], _ unsafe: [Bool]) -> String {
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if unsafe[index] {
                result += escaped(scalar)
            } else if scalar == "\\" {
                result += "\\\\"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Like ``line(_:)``, but a text that holds nothing harmful keeps its backslashes as they are.
    ///
    /// For sentences of our own that quote foreign text.
    public static func message(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        return scalars.indices.contains { needsEscape(at: $0, in: scalars) } ? line(text) : text
    }

    /// Like ``message(_:)``, but line breaks and tabs stay.
    ///
    /// For formats that quote a value, and whose readers get the very value back.
    public static func quotable(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let unsafe = scalars.indices.map { !isLayout(scalars[$0]) && needsEscape(at: $0, in: scalars) }
        return unsafe.contains(true) ? escaped(scalars, unsafe) : text
    }

    private static func isLayout(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }

    /// Whether the text could do anything to a terminal but print.
    public static func isPlain(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return !scalars.indices.contains { needsEscape(at: $0, in: scalars) }
    }

    /// How a scalar is written when it must not be printed.
    static func escaped(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16)
        return scalar.value < 0x100 ? "\\x" + (hex.count < 2 ? "0" + hex : hex) : "\\u{\(hex)}"
    }

    private static let combiningLimit = 8

    private static func needsEscape(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let scalar = scalars[index]
        if scalar.value == 0x200C || scalar.value == 0x200D {
            let before = index > 0 && isPrintable(scalars[index - 1])
            let after = index + 1 < scalars.count && isPrintable(scalars[index + 1])
            return !(before && after)
        }
        if !isPrintable(scalar) { return true }
        guard isCombining(scalar), index >= combiningLimit else { return false }
        return scalars[(index - combiningLimit)..<index].allSatisfy(isCombining)
    }

    private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        case 0...0x1F, 0x7F...0x9F: false
        case 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: false
        case 0xE0000...0xE007F: false
        default:
            switch scalar.properties.generalCategory {
            case .unassigned, .control, .surrogate, .lineSeparator, .paragraphSeparator: false
            default: !scalar.properties.isNoncharacterCodePoint
            }
        }
    }
}

/// Cells that text takes on a terminal.
public enum DisplayWidth {
    /// Wide characters take two cells, combining ones none.
    public static func of(_ text: some StringProtocol) -> Int {
        var width = 0
        for scalar in text.unicodeScalars { width += of(scalar) }
        return width
    }

    static func of(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x7F ? 1 : max(0, Int(cdisplay_width(scalar.value)))
    }

    /// How many rows of a terminal a text takes that wraps wherever a row ends; at least one.
    static func rows(of text: String, _ columns: Int) -> Int {
        var (rows, cells) = (1, 0)
        for scalar in text.unicodeScalars {
            let width = of(scalar)
            if cells + width > max(2, columns) { (rows, cells) = (rows + 1, 0) }
            cells += width
        }
        return rows
    }

    /// The text cut into pieces of at most `width` cells, at spaces where there are any.
    public static func wrap(_ text: String, to width: Int) -> [String] {
        guard width > 0, of(text) > width else { return [text] }
        var lines: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            var cells = 0
            var end = rest.startIndex
            var lastSpace: String.UnicodeScalarIndex?
            while end < rest.endIndex {
                let next = cells + of(rest[end])
                if next > width, end > rest.startIndex { break }
                cells = next
                if rest[end] == " " { lastSpace = end }
                end = rest.index(after: end)
            }
            if end < rest.endIndex, rest[end] != " ", let space = lastSpace, space > rest.startIndex { end = space }
            lines.append(String(rest[..<end]))
            rest = rest[end...]
            if rest.first == " " { rest = rest.dropFirst() }
        }
        return lines
    }
}
