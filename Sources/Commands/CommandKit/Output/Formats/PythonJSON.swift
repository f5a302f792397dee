/// JSON as Python's `json.dumps(indent=2)` writes it: ASCII only, so that no data can drive a terminal.
enum PythonJSON {
    static func of(_ value: OutputValue, indented: Bool) -> String {
        var text = ""
        append(value, to: &text, indent: indented ? 0 : nil)
        return text
    }

    static func append(_ value: OutputValue, to text: inout String, indent: Int?) {
        switch value {
        case .null: text += "null"
        case .flag(let flag): text += flag ? "true" : "false"
        case .number(let number): text += String(number)
        case .decimal(let number): text += "\(number)"
        case .text(let string): appendQuoted(string, to: &text)
        case .list(let values), .sequence(let values):
            appendBracketed("[", "]", values, to: &text, indent: indent) { append($0, to: &$1, indent: $2) }
        case .map(let entries), .structure(let entries):
            appendBracketed("{", "}", entries, to: &text, indent: indent) { entry, text, indent in
                appendQuoted(entry.name, to: &text)
                text += ": "
                append(entry.value, to: &text, indent: indent)
            }
        }
    }

    private static func appendBracketed<Element>(
        _ open: String, _ close: String, _ elements: [Element], to text: inout String, indent: Int?,
        _ appendElement: (Element, inout String, Int?) -> Void
    ) {
        text += open
        let inner = indent.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += inner == nil ? ", " : "," }
            if let inner { text += "\n" + String(repeating: " ", count: inner) }
            appendElement(element, &text, inner)
        }
        if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
        text += close
    }

    static func appendQuoted(_ string: String, to text: inout String) {
        text += "\""
        for unit in string.utf16 {
            switch unit {
            case 0x22: text += "\\\""
            case 0x5C: text += "\\\\"
            case 0x0A: text += "\\n"
            case 0x0D: text += "\\r"
            case 0x09: text += "\\t"
            case 0x08: text += "\\b"
            case 0x0C: text += "\\f"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let hex = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
        }
        text += "\""
    }
}
