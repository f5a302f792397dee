/// A prompt as libedit wants it: escape sequences between marks, each glued to the character behind it.
struct PromptCells: Equatable {
    /// Stands around an escape sequence.
    static let mark: Unicode.Scalar = "\u{1}"

    /// Rows above the last one, ready for the terminal. libedit knows nothing of them.
    let rowsAbove: [String]
    /// The last row with marks, and a zero behind it.
    let encoded: [UInt32]
    /// The last row as it is seen.
    let visible: String

    private struct Cell {
        let scalar: Unicode.Scalar
        let style: Prompt.Style
    }

    /// - Parameter columns: cells of a row; of a last row that takes more than half of them only the end is shown.
    init(_ prompt: Prompt, usesColor: Bool, columns: Int) {
        var rows: [[Cell]] = [[]]
        for piece in prompt.pieces {
            let style = usesColor ? piece.style : .plain
            for (index, row) in piece.text.rows.enumerated() {
                if index > 0 { rows.append([]) }
                // A sequence must not be glued to a character without a cell.
                for scalar in HarmlessText.row(row).unicodeScalars where CellWidth.of(scalar) > 0 {
                    rows[rows.count - 1].append(Cell(scalar: scalar, style: style))
                }
            }
        }
        let last = Self.shortened(rows.removeLast(), to: max(8, columns / 2))
        rowsAbove = rows.map { Self.sequence($0) { $0 } }
        var visible = ""
        for cell in last { visible.unicodeScalars.append(cell.scalar) }
        self.visible = visible
        encoded = Self.sequence(last) { "\(Self.mark)\($0)\(Self.mark)" }.unicodeScalars.map(\.value) + [0]
    }

    private static func shortened(_ cells: [Cell], to width: Int) -> [Cell] {
        func sum(_ cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + CellWidth.of($1.scalar) } }
        guard sum(cells) > width else { return cells }
        var rest = cells[...]
        while sum(rest) > width - 1 { rest.removeFirst() }
        return [Cell(scalar: "…", style: .plain)] + rest
    }

    /// Changes of style stand before a character, never at the end: libedit drops the last one there.
    private static func sequence(_ cells: [Cell], around escape: (String) -> String) -> String {
        var result = ""
        var style = Prompt.Style.plain
        for (index, cell) in cells.enumerated() {
            let wanted = index == cells.count - 1 ? .plain : cell.style
            if wanted != style {
                // One block, never two side by side: the first would swallow the mark of the second.
                result += escape("\u{1B}[0\(wanted == .plain ? "" : ";" + wanted.graphicRendition)m")
                style = wanted
            }
            result.unicodeScalars.append(cell.scalar)
        }
        return result
    }
}
