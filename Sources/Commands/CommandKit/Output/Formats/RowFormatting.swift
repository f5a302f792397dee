/// One way to write rows. Each call gives the text that can be written by then.
protocol RowFormatting {
    mutating func row(_ values: [OutputValue]) -> String
    mutating func end() throws -> String
}

/// The one place that knows every format of rows.
enum RowFormat {
    static func make(
        _ options: OutputOptions, columns: [String], width: Int, layout: TableLayout = .table,
        look: TableLook = .openstack
    ) -> any RowFormatting {
        switch options.format {
        case .table, .shell:
            TableRows(columns, width: width, printsEmpty: options.printsEmptyTables, layout: layout, look: look)
        case .json: JSONRows(columns, indented: options.indentsJSON)
        case .jsonl: JSONLineRows(columns)
        case .yaml: YAMLRows(columns)
        case .csv: CSVRows(columns, quote: options.quote)
        case .value: ValueRows()
        }
    }
}

/// The one place that knows every format of a record.
enum RecordFormatting {
    static func text(
        of record: Record, _ options: OutputOptions, width: Int, isVertical: Bool = false,
        look: TableLook = .openstack
    ) throws -> String {
        switch options.format {
        case .table where isVertical:
            return VerticalRows.text(
                of: record.fields.map { (name: $0.name, value: SafeText.line($0.value.tableText)) })
        case .table, .csv:
            var table = TableRows(
                look.recordColumns, width: width, printsEmpty: options.printsEmptyTables, look: look, isRecord: true)
            var text = ""
            for field in record.fields { text += table.row([.text(field.name), field.value]) }
            return text + table.end()
        case .json: return PythonJSON.of(.map(record.fields), indented: options.indentsJSON) + "\n"
        case .jsonl: return PythonJSON.of(.map(record.fields), indented: false) + "\n"
        case .yaml: return try YAMLRows.text(of: .map(record.fields))
        case .value:
            return record.fields.map { SafeText.message($0.value.plainText) + "\n" }.joined()
        case .shell: return record.fields.map { ShellAssignments.line($0, prefix: options.prefix) }.joined()
        }
    }
}
