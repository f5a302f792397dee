/// Makes foreign text harmless on a screen: what a terminal would obey, or what reorders a line, is shown.
enum HarmlessText {
    /// The text as one row.
    static func row(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmless(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let hex = String(scalar.value, radix: 16)
                result += scalar.value < 0x100 ? "\\x" + (hex.count < 2 ? "0" : "") + hex : "\\u{\(hex)}"
            }
        }
        return result
    }

    /// The text with its line ends; everything else as ``row(_:)`` has it.
    static func rows(_ text: String) -> String {
        text.rows.map(row).joined(separator: "\n")
    }

    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: return true
        case 0..<0x20, 0x7F...0x9F: return false
        case 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: return false
        case 0xE0000...0xE007F: return false
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return false
            default: return !scalar.properties.isNoncharacterCodePoint
            }
        }
    }
}
