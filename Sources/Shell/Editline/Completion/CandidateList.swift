/// Candidates laid out in rows: one a row with what they are, or in columns where that takes too much room.
struct CandidateList {
    private struct Entry {
        let name: String
        let width: Int
        let detail: String?
    }

    private static let gap = 2
    /// Room for details that is not worth having.
    private static let narrowestDetail = 12

    private var entries: [Entry]
    /// Whether the details are what somebody asked for, however many rows they take.
    private let explains: Bool

    init(_ candidates: [CompletionCandidate], explains: Bool = false) {
        self.explains = explains
        entries = candidates.map {
            let name = HarmlessText.row($0.display)
            return Entry(name: name, width: CellWidth.of(name), detail: $0.detail.map(HarmlessText.row))
        }
    }

    /// - Parameters:
    ///   - height: rows that are seen at once; a list is taller for its details only when they explain, or when it is so
    ///     without them.
    ///   - style: how a detail looks.
    func rows(columns: Int, height: Int, style: (String) -> String = { $0 }) -> [String] {
        let layout = layout(columns: columns, height: height)
        guard layout.roomForDetails > 0 else { return inColumns(layout) }
        return entries.map { entry in
            guard let detail = entry.detail, !detail.isEmpty else { return entry.name }
            return Self.padded(entry, to: layout.width) + style(CellWidth.cut(detail, to: layout.roomForDetails))
        }
    }

    /// The candidates that are in none of the first rows.
    func rest(behind shown: Int, columns: Int, height: Int) -> CandidateList {
        let rowCount = layout(columns: columns, height: height).rowCount
        var rest = self
        rest.entries = entries.enumerated().filter { $0.offset % max(1, rowCount) >= shown }.map(\.element)
        return rest
    }

    private struct Layout {
        /// Without the last one: a full row would wrap on some terminals.
        let columns: Int
        let rowCount: Int
        /// Of a name, with the gap behind it.
        let width: Int
        /// 0 where there are none.
        let roomForDetails: Int
    }

    private func layout(columns: Int, height: Int) -> Layout {
        let columns = max(1, columns - 1)
        let width = (entries.map(\.width).max() ?? 0) + Self.gap
        let room = columns - width
        let hasDetails = entries.contains { $0.detail?.isEmpty == false }
        let perRow = max(1, (columns + Self.gap) / width)
        let mayBeLong = explains || perRow == 1
        if hasDetails, entries.count <= height || mayBeLong, room >= Self.narrowestDetail {
            return Layout(columns: columns, rowCount: entries.count, width: width, roomForDetails: room)
        }
        let rowCount = (entries.count + perRow - 1) / perRow
        return Layout(columns: columns, rowCount: rowCount, width: width, roomForDetails: 0)
    }

    /// Down the first column, then down the next.
    private func inColumns(_ layout: Layout) -> [String] {
        (0..<layout.rowCount).map { row in
            let line = stride(from: row, to: entries.count, by: layout.rowCount).map { entries[$0] }
            return line.enumerated().map { index, entry in
                index == line.count - 1
                    ? CellWidth.cut(entry.name, to: layout.columns) : Self.padded(entry, to: layout.width)
            }.joined()
        }
    }

    private static func padded(_ entry: Entry, to width: Int) -> String {
        entry.name + String(repeating: " ", count: max(0, width - entry.width))
    }
}
