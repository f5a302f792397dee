/// A JSON array of objects.
struct JSONRows: RowFormatting {
    private let columns: [String]
    private let indented: Bool
    private var count = 0

    init(_ columns: [String], indented: Bool) {
        self.columns = columns
        self.indented = indented
    }

    mutating func row(_ values: [OutputValue]) -> String {
        var text = count == 0 ? "[" : indented ? "," : ", "
        if indented { text += "\n  " }
        count += 1
        let entries = zip(columns, values).map { OutputValue.Entry($0, $1) }
        PythonJSON.append(.map(entries), to: &text, indent: indented ? 2 : nil)
        return text
    }

    func end() -> String {
        if count == 0 { return "[]\n" }
        return indented ? "\n]\n" : "]\n"
    }
}

/// One JSON object a line.
struct JSONLineRows: RowFormatting {
    private let columns: [String]

    init(_ columns: [String]) { self.columns = columns }

    func row(_ values: [OutputValue]) -> String {
        PythonJSON.of(.map(zip(columns, values).map { OutputValue.Entry($0, $1) }), indented: false) + "\n"
    }

    func end() -> String { "" }
}
