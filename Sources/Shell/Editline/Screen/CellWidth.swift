internal import CEditline

/// Cells that text takes on a terminal, by the same table that libedit's painter goes by.
enum CellWidth {
    /// 0, 1 or 2; -1 for what is not printed.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        (0x20..<0x7F).contains(scalar.value) ? 1 : Int(ceditline_width(scalar.value))
    }

    /// The sum over a text that can be printed.
    static func of(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + max(0, of($1)) }
    }

    /// The beginning of the text that fits into so many cells, with `…` for what was cut off.
    static func cut(_ text: String, to cells: Int) -> String {
        guard of(text) > cells else { return text }
        var result = String.UnicodeScalarView()
        var used = 1
        for scalar in text.unicodeScalars {
            used += max(0, of(scalar))
            if used > cells { break }
            result.append(scalar)
        }
        return cells > 0 ? String(result) + "…" : ""
    }
}
