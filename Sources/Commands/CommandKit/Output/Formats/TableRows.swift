/// A table with borders, as the `openstack` client draws it; columns are measured in cells.
struct TableRows: RowFormatting {
    private let columns: [String]
    private let width: Int
    private let printsEmpty: Bool
    private let layout: TableLayout
    private let look: TableLook
    private let isRecord: Bool
    private var rows: [[OutputValue]] = []

    /// - Parameter width: the widest table wanted, in cells; 0 is no limit.
    init(
        _ columns: [String], width: Int, printsEmpty: Bool, layout: TableLayout = .table,
        look: TableLook = .openstack, isRecord: Bool = false
    ) {
        self.look = look
        self.isRecord = isRecord
        self.layout = layout
        self.columns = columns
        self.width = width
        self.printsEmpty = printsEmpty
    }

    mutating func row(_ values: [OutputValue]) -> String {
        rows.append(values)
        return ""
    }

    func end() -> String {
        guard !rows.isEmpty || printsEmpty || look == .glance else { return "\n" }
        let cells = rows.map { $0.map { SafeText.line(look.text(of: $0, isRecord: isRecord)) } }
        let natural = columns.indices.map { column in
            cells.reduce(DisplayWidth.of(columns[column])) { max($0, DisplayWidth.of($1[column])) }
        }
        let widths = fitted(natural)
        if layout == .vertical || layout == .automatic && !Self.isReadable(widths, natural) {
            return VerticalRows.text(of: cells, columns)
        }
        // The first row decides, as in the openstack client.
        let numeric = columns.indices.map { column in
            switch rows.first?[column] {
            case .number, .decimal: look == .openstack
            default: false
            }
        }
        let border = "+" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "+\n"
        // Cut to measure for each cell: to make blanks anew takes longer than all the rest of a row.
        let blanks = String(repeating: " ", count: widths.max() ?? 0)
        var text = border
        add(columns, widths, numeric: numeric, blanks, to: &text)
        text += border
        for row in cells { add(row, widths, numeric: numeric, blanks, to: &text) }
        return text + border
    }

    /// A column of which less than this is left cannot be read any more.
    private static let narrowest = 24

    private static func isReadable(_ widths: [Int], _ natural: [Int]) -> Bool {
        zip(widths, natural).allSatisfy { $0 >= min($1, narrowest) }
    }

    /// Narrows the widest columns until the table fits, but none below what still can be read.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard width > 0 else { return natural }
        var widths = natural
        let room = width - 3 * widths.count - 1
        let floor = 8
        while widths.reduce(0, +) > room, let widest = widths.max(), widest > floor,
            let column = widths.lastIndex(of: widest)
        {
            let second = widths.filter { $0 < widest }.max() ?? floor
            let surplus = widths.reduce(0, +) - room
            widths[column] =
                max(floor, second, widest - surplus) == widest ? widest - 1 : max(floor, second, widest - surplus)
        }
        return widths
    }

    private func add(
        _ cells: [String], _ widths: [Int], numeric: [Bool], _ blanks: String, to text: inout String
    ) {
        let wrapped = zip(cells, widths).map { DisplayWidth.wrap($0, to: $1) }
        let height = wrapped.map(\.count).max() ?? 1
        for row in 0..<height {
            for column in cells.indices {
                let piece = row < wrapped[column].count ? wrapped[column][row] : ""
                let padding = Substring(blanks.utf8.prefix(max(0, widths[column] - DisplayWidth.of(piece))))
                text += "| "
                if numeric[column] { text += padding }
                text += piece
                if !numeric[column] { text += padding }
                text += " "
            }
            text += "|\n"
        }
    }
}
