/// A pasted text, taken apart.
struct PastedText: Equatable {
    /// Lines that were ended in the text, and are to be entered one by one.
    var lines: [String]
    /// What stands behind the last line end, to be edited further.
    var rest: String

    /// One line, even with a line end behind it, is all rest: it is inserted, not entered.
    init(_ text: String) {
        var parts = text.rows
        while parts.count > 1, parts.last == "" { parts.removeLast() }
        if parts.count == 1 {
            (lines, rest) = ([], parts[0])
        } else {
            let isEnded = text.last == "\n"
            (lines, rest) = isEnded ? (parts, "") : (Array(parts.dropLast()), parts.last ?? "")
        }
    }

    /// The text of a paste: one kind of line end, blanks for tabs, and no other control characters.
    ///
    /// What is no UTF-8 is dropped. Everything else is kept as it is, letters with separate accents too: a name
    /// that was copied from a list must stay that name.
    static func clean(_ bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where afterReturn: break
            case "\r", "\n": result.append("\n")
            case "\t": result.append(" ")
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFD}": break
            default: result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(result)
    }
}
