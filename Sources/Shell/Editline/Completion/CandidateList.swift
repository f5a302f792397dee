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

    private let entries: [Entry]

    init(_ candidates: [CompletionCandidate]) {
        entries = candidates.map {
            let name = HarmlessText.row($0.display)
            return Entry(name: name, width: CellWidth.of(name), detail: $0.detail.map(HarmlessText.row))
        }
    }

    /// - Parameters:
    ///   - height: rows that are seen at once; a list with details is not taller.
    ///   - style: how a detail looks.
    func rows(columns: Int, height: Int, style: (String) -> String = { $0 }) -> [String] {
        // The last column stays free: a full row would wrap on some terminals.
        let columns = max(1, columns - 1)
        let widest = entries.map(\.width).max() ?? 0
        let room = columns - widest - Self.gap
        let hasDetails = entries.contains { $0.detail?.isEmpty == false }
        if hasDetails, entries.count <= height, room >= Self.narrowestDetail {
            return entries.map { entry in
                guard let detail = entry.detail, !detail.isEmpty else { return entry.name }
                return Self.padded(entry, to: widest + Self.gap) + style(CellWidth.cut(detail, to: room))
            }
        }
        return inColumns(columns, widest: widest)
    }

    /// Down the first column, then down the next.
    private func inColumns(_ columns: Int, widest: Int) -> [String] {
        let perRow = max(1, (columns + Self.gap) / (widest + Self.gap))
        let rowCount = (entries.count + perRow - 1) / perRow
        return (0..<rowCount).map { row in
            let line = stride(from: row, to: entries.count, by: rowCount).map { entries[$0] }
            return line.enumerated().map { index, entry in
                index == line.count - 1
                    ? CellWidth.cut(entry.name, to: columns) : Self.padded(entry, to: widest + Self.gap)
            }.joined()
        }
    }

    private static func padded(_ entry: Entry, to width: Int) -> String {
        entry.name + String(repeating: " ", count: max(0, width - entry.width))
    }
}
