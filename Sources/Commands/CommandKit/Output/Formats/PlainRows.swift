/// Values with a space between, a row a line. A text with nothing harmful in it comes as it is.
struct ValueRows: RowFormatting {
    func row(_ values: [OutputValue]) -> String {
        values.map { SafeText.message($0.plainText) }.joined(separator: " ") + "\n"
    }

    func end() -> String { "" }
}

/// Comma-separated values with a head line. Line breaks and tabs of a value are in its quotes as they are.
struct CSVRows: RowFormatting {
    private let columns: [String]
    private let quote: QuoteMode
    private var hasHead = false

    init(_ columns: [String], quote: QuoteMode) {
        self.columns = columns
        self.quote = quote
    }

    mutating func row(_ values: [OutputValue]) -> String { head() + line(values) }
    mutating func end() -> String { head() }

    private mutating func head() -> String {
        defer { hasHead = true }
        return hasHead ? "" : line(columns.map { .text($0) })
    }

    private func line(_ values: [OutputValue]) -> String {
        // Alone and empty, it would be an empty line, which readers pass over.
        if quote == .minimal, values.count == 1, field(values[0]).isEmpty { return "\"\"\n" }
        return values.map(field).joined(separator: ",") + "\n"
    }

    private func field(_ value: OutputValue) -> String {
        let text = value == .null ? "" : SafeText.quotable(value.plainText)
        let isBare =
            switch value {
            case .number, .decimal, .flag: true
            default: false
            }
        let quotes =
            switch quote {
            case .all: true
            case .none: false
            case .nonnumeric: !isBare
            case .minimal: text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" }
            }
        guard quotes else { return quote == .none ? Backslashes.before(",\"\\\n", in: text) : text }
        // By scalars: a quote with a combining mark on it is one character, and no quote to `split`.
        let pieces = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
        return "\"" + pieces.joined(separator: "\"\"") + "\""
    }
}

/// `name="value"`, for `eval` in a shell, which reads line breaks and tabs as they are.
enum ShellAssignments {
    static func line(_ field: OutputValue.Entry, prefix: String) -> String {
        let name = String((prefix + field.name).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let value = Backslashes.before("\\\"$`", in: SafeText.quotable(field.value.plainText))
        return "\(name)=\"\(value)\"\n"
    }
}

/// Quoting by a backslash before each of some characters.
private enum Backslashes {
    static func before(_ special: String, in text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            if special.unicodeScalars.contains(scalar) { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted
    }
}
