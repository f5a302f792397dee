/// One field a line, and an empty line between rows: for rows that are wider than the terminal.
enum VerticalRows {
    static func text(of rows: [[String]], _ columns: [String]) -> String {
        rows.map { row in text(of: zip(columns, row).map { (name: $0, value: $1) }) }.joined(separator: "\n")
    }

    /// The names in a column of their own.
    static func text(of fields: [(name: String, value: String)]) -> String {
        let width = fields.map { DisplayWidth.of($0.name) }.max() ?? 0
        return fields.map { field in
            let padding = String(repeating: " ", count: width - DisplayWidth.of(field.name))
            return field.name + ":" + (field.value.isEmpty ? "" : padding + " " + field.value) + "\n"
        }.joined()
    }
}
