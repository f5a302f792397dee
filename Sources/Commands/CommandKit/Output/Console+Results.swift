/// A command's results on their way to standard output, in the format of the call.
extension Console {
    /// Writes one thing.
    ///
    /// A call may also ask for a single property by its name.
    /// - Throws: ``UsageError`` for a column it does not have.
    public func write(_ record: Record, as options: OutputOptions) throws {
        var fields = record.fields
        if !options.columns.isEmpty {
            fields += Self.asked(options.columns, within: fields)
        } else if record.hidesEmpty {
            fields.removeAll { $0.value == .null }
        }
        let names = fields.map(\.name)
        let chosen = try ColumnChoice(options.columns, spans: options.columnSpans, among: names)
        try output.write(
            RecordFormatting.text(
                of: Record(chosen.indices.map { fields[$0] }), options, width: tableWidth(options),
                isVertical: layout(options) == .vertical, look: surroundings.tableLook))
    }

    /// What was asked for and is no field, but stands in one: a property.
    private static func asked(_ columns: [String], within fields: [OutputValue.Entry]) -> [OutputValue.Entry] {
        let missing = columns.filter { name in !fields.contains { $0.name.lowercased() == name.lowercased() } }
        return fields.flatMap { field -> [OutputValue.Entry] in
            guard case .map(let entries) = field.value else { return [] }
            return entries.filter { missing.contains($0.name) }
        }
    }

    /// Starts a listing; rows follow as they arrive.
    /// - Parameters:
    ///   - columns: every column there is.
    ///   - shown: what is shown when the call asks for none in particular; `nil` is all.
    /// - Throws: ``UsageError`` for a column it does not have.
    public func listing(_ columns: [String], shown: [String]? = nil, as options: OutputOptions) throws -> Listing {
        let asked = options.columns.isEmpty ? shown ?? [] : options.columns
        let chosen = try ColumnChoice(asked, spans: options.columnSpans, among: columns)
        let sort = try ColumnChoice(options.sortColumns, spans: [], among: columns)
        return Listing(
            columns: columns, shown: chosen.indices, sort: options.sortColumns.isEmpty ? [] : sort.indices,
            options: options, sink: output, width: tableWidth(options), layout: layout(options),
            look: surroundings.tableLook)
    }

    /// Only a person at a terminal, who asks for no width, gets anything but a table.
    private func layout(_ options: OutputOptions) -> TableLayout {
        let isFree = options.maximumWidth == nil && !options.fitsWidth && options.format == .table
        return isFree && surroundings.outputIsTerminal ? surroundings.layout() : .table
    }

    /// The widest table wanted; 0 is no limit.
    private func tableWidth(_ options: OutputOptions) -> Int {
        if let width = options.maximumWidth { return width }
        return options.fitsWidth || surroundings.outputIsTerminal ? surroundings.columns() : 0
    }
}
