/// Values with a space between, a row a line. A text with nothing harmful in it comes as it is.
struct ValueRows: RowFormatting {
    func row(_ values: [OutputValue]) -> String {
        values.map { SafeText.message($0.plainText) }.joined(separator: " ") + "\n"
    }

    func end() -> String { "" }
}

/// Comma-separated values with a head line. A row is a line: line breaks are escaped too, as all that is not printed.
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
        values.map(field).joined(separator: ",") + "\n"
    }

    private func field(_ value: OutputValue) -> String {
        let text = value == .null ? "" : SafeText.message(value.plainText)
        let isBare =
            switch value {
            case .number, .flag: true
            default: false
            }
        let quotes =
            switch quote {
            case .all: true
            case .none: false
            case .nonnumeric: !isBare
            case .minimal: text.unicodeScalars.contains { $0 == "," || $0 == "\"" }
            }
        guard quotes else { return text }
        // By scalars: a quote with a combining mark on it is one character, and no quote to `split`.
        let pieces = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
        return "\"" + pieces.joined(separator: "\"\"") + "\""
    }
}

/// `name="value"`, for `eval` in a shell.
enum ShellAssignments {
    static func line(_ field: OutputValue.Entry, prefix: String) -> String {
        let name = String((prefix + field.name).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        var quoted = ""
        for scalar in SafeText.message(field.value.plainText).unicodeScalars {
            if "\\\"$`".unicodeScalars.contains(scalar) { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return "\(name)=\"\(quoted)\"\n"
    }
}
