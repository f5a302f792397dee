/// Rows that are written as they come, where the format allows it. Writing throws as ``TextSink/write(_:)`` does.
public struct Listing {
    private let columns: [String]
    private let shown: [Int]
    private let sort: [Int]
    private let options: OutputOptions
    private let sink: any TextSink
    private let width: Int
    private var held: [[OutputValue]] = []
    private var formatter: any RowFormatting

    init(
        columns: [String], shown: [Int], sort: [Int], options: OutputOptions, sink: any TextSink, width: Int,
        layout: TableLayout = .table, look: TableLook = .openstack
    ) {
        self.columns = columns
        self.shown = shown
        self.sort = sort
        self.options = options
        self.sink = sink
        self.width = width
        formatter = RowFormat.make(
            options, columns: shown.map { columns[$0] }, width: width, layout: layout, look: look)
    }

    /// - Parameter row: a value for every column there is, in their order.
    public mutating func add(_ row: [OutputValue]) throws {
        precondition(row.count == columns.count, "a row has as many values as the listing has columns")
        if sort.isEmpty {
            try sink.write(formatter.row(shown.map { row[$0] }))
        } else {
            held.append(row)
        }
    }

    /// Writes what was held back, and the end of the format.
    public mutating func finish() throws {
        for row in held.sorted(by: precedes) { try sink.write(formatter.row(shown.map { row[$0] })) }
        try sink.write(formatter.end())
    }

    private func precedes(_ one: [OutputValue], _ other: [OutputValue]) -> Bool {
        for column in sort {
            let order = OutputValue.order(one[column], other[column])
            if order != 0 { return options.sortsDescending ? order > 0 : order < 0 }
        }
        return false
    }
}

extension OutputValue {
    /// Numbers by value, texts by code points, nothing at all last.
    fileprivate static func order(_ one: OutputValue, _ other: OutputValue) -> Int {
        switch (one, other) {
        case (.null, .null): 0
        case (.null, _): 1
        case (_, .null): -1
        case (.number(let a), .number(let b)): order(a, b)
        case (.number(let a), .decimal(let b)): order(Double(a), b)
        case (.decimal(let a), .number(let b)): order(a, Double(b))
        case (.decimal(let a), .decimal(let b)): order(a, b)
        default:
            one.plainText.utf8.elementsEqual(other.plainText.utf8)
                ? 0 : one.plainText.utf8.lexicographicallyPrecedes(other.plainText.utf8) ? -1 : 1
        }
    }

    private static func order<Number: Comparable>(_ one: Number, _ other: Number) -> Int {
        one == other ? 0 : one < other ? -1 : 1
    }
}
