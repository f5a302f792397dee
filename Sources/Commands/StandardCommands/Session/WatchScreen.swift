internal import CommandKit

/// A round of `watch` as it is drawn: as much of it as the window has room for.
struct WatchScreen {
    let title: String
    let text: String
    let surroundings: Console.Surroundings

    /// From the upper left corner, row by row, without a moment at which the screen is empty.
    var drawing: String {
        let (rows, columns) = (max(2, surroundings.rows()), surroundings.columns())
        var shown = [title, ""] + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if shown.last == "" { shown.removeLast() }
        if shown.count > rows {
            let left = shown.count - rows + 1
            shown = Array(shown.prefix(rows - 1)) + ["… \(left) more rows"]
        }
        // Clearing comes first in each row: behind a row that is full the cursor still stands on its last cell.
        let last = shown.count - 1
        let drawn = shown.enumerated().map { ($0 == last ? "\u{1b}[J" : "\u{1b}[K") + Self.cut($1, to: columns) }
        return "\u{1b}[H" + drawn.joined(separator: "\r\n")
    }

    private static func cut(_ row: String, to columns: Int) -> String {
        guard DisplayWidth.of(row) > columns else { return row }
        var (cut, cells) = ("", 0)
        for scalar in row.unicodeScalars {
            cells += DisplayWidth.of(String(scalar))
            if cells > columns { break }
            cut.unicodeScalars.append(scalar)
        }
        return cut
    }
}
