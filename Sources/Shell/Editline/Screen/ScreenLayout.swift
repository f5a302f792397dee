internal import CEditline

/// Where on the screen libedit's painter puts prompt and line. The library does not tell, so this repeats its
/// arithmetic (`re_refresh` and `re_putc` of its refresh.c).
struct ScreenLayout: Equatable {
    /// A place relative to the first cell of the prompt.
    struct Place: Equatable {
        var row = 0
        var column = 0
    }

    /// Where the cursor stands.
    private(set) var cursor = Place()
    /// Where the next character behind the line would stand.
    private(set) var end = Place()

    /// Where each character of the line stands, if that was asked for.
    private(set) var places: [Place] = []

    private let columns: Int

    /// - Parameters:
    ///   - prompt: what is seen of the prompt's last row.
    ///   - columns: cells of a row; libedit takes fewer than two for a mistake.
    ///   - keepsPlaces: whether ``places`` are wanted.
    init(prompt: String, line: EditedLine, columns: Int, keepsPlaces: Bool = false) {
        self.columns = max(2, columns)
        for scalar in prompt.unicodeScalars { put(width: CellWidth.of(scalar)) }
        for (index, scalar) in line.scalars.enumerated() {
            if index == line.cursor { cursor = place(of: scalar) }
            if keepsPlaces { places.append(place(of: scalar)) }
            put(scalar)
        }
        if line.cursor >= line.scalars.count { cursor = end }
    }

    /// A wide character that does not fit into its row stands in the next one.
    private func place(of scalar: Unicode.Scalar) -> Place {
        let width = CellWidth.of(scalar)
        return width > 1 && end.column + width > columns ? Place(row: end.row + 1, column: 0) : end
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\t":
            repeat { put(width: 1) } while end.column % 8 != 0
        case "\n":
            end = Place(row: end.row + 1, column: 0)
        case "\u{0}"..<" ", "\u{7F}"..."\u{9F}":
            put(width: 1)
            put(width: 1)
        default:
            if scalar.value < 0x7F || ceditline_is_printable(scalar.value) {
                put(width: CellWidth.of(scalar))
            } else {
                // Shown as \U+1234.
                for _ in 0..<(scalar.value > 0xFFFF ? 8 : 7) { put(width: 1) }
            }
        }
    }

    private mutating func put(width: Int) {
        guard width > 0 else { return }
        if end.column + width > columns { end = Place(row: end.row + 1, column: 0) }
        end.column += width
        if end.column >= columns { end = Place(row: end.row + 1, column: 0) }
    }
}
