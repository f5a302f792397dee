/// Colours, grey text and a right prompt, drawn while libedit is at rest.
extension Screen {
    /// Whether grey text and colours may be drawn at all.
    var isColorful: Bool { usesColor && !isDumb }

    /// Begins a line with this right prompt.
    func begin(with rightPrompt: Prompt) {
        overlay = Overlay()
        if !isDumb { overlay.rightPrompt = RightPrompt.pieces(of: rightPrompt, usesColor: usesColor) }
    }

    /// A key goes to libedit. A character at the end of the line is written over the grey text and changes nothing
    /// else; before everything else the text is taken away.
    /// - Parameter isLast: whether no other key waits behind it. Of many that come at once each must cost little.
    func prepare(for key: Key, isLast: Bool) {
        defer { overlay.lastKey = key }
        guard isLast, case let line = libedit.line, let scalar = key.scalar, scalar.value >= 0x20, scalar != "\u{7F}",
            overlay.lastKey.map({ $0.scalar.map { $0.value >= 0x20 } ?? true }) ?? true,
            line.cursor == line.scalars.count, case let width = CellWidth.of(scalar), width > 0,
            layout.end.column + width < limit(of: layout.end)
        else {
            eraseExtras()
            overlay.colors = .unknown
            return
        }
        overlay.expected = EditedLine(scalars: line.scalars + [scalar], cursor: line.cursor + 1)
    }

    /// libedit has dealt with the key and waits for the next one.
    func settle() {
        guard let expected = overlay.expected else { return }
        overlay.expected = nil
        guard libedit.line == expected, let scalar = expected.scalars.last else {
            // It was a command, and what it drew may stand before the rest of the grey text.
            return repaint()
        }
        let width = CellWidth.of(scalar)
        overlay.hintCells = max(0, overlay.hintCells - width)
        let isContinued = overlay.hint.unicodeScalars.first == scalar
        overlay.hint = isContinued ? String(overlay.hint.unicodeScalars.dropFirst()) : ""
        switch overlay.colors {
        case .plain: break
        case .known(let styles, _): overlay.colors = .known(styles + [.plain], expected.scalars)
        case .unknown: break
        }
    }

    /// Blanks the cells of the grey text and of the right prompt.
    func eraseExtras() {
        overlay.expected = nil
        var text = ""
        if overlay.hintCells > 0 { text += String(repeating: " ", count: overlay.hintCells) }
        if overlay.showsRightPrompt {
            let width = RightPrompt.width(of: overlay.rightPrompt)
            text += Self.move(from: layout.cursor.row, to: rightPlace) + String(repeating: " ", count: width)
        }
        (overlay.hint, overlay.hintCells, overlay.showsRightPrompt) = ("", 0, false)
        if !text.isEmpty { libedit.write("\u{1B}7\(text)\u{1B}8") }
    }

    /// Draws what is not on the screen yet.
    /// - Parameters:
    ///   - styles: one for each character of the line, or none at all.
    ///   - hint: what is shown in grey behind the line; the cursor must stand at its end.
    func draw(_ styles: [Prompt.Style], hint: String) {
        let line = libedit.line
        let layout = ScreenLayout(prompt: cells.visible, line: line, columns: columns, keepsPlaces: true)
        // The beginning of a line that is taller than the screen is out of reach.
        guard !isDumb, layout.end.row < rows else { return }
        // Some terminals take the saved place back only once, so every way but the last goes from row to row.
        var row = layout.cursor.row
        let text = colored(line, styles, layout, &row) + hinted(hint, layout, &row) + besides(layout, &row)
        if !text.isEmpty { libedit.write("\u{1B}7\(text)\u{1B}8") }
    }

    // MARK: Colours

    private func colored(
        _ line: EditedLine, _ wanted: [Prompt.Style], _ layout: ScreenLayout, _ row: inout Int
    ) -> String {
        let plain = [Prompt.Style](repeating: .plain, count: line.scalars.count)
        let styles = isColorful && wanted.count == line.scalars.count ? wanted : plain
        var shown: [Prompt.Style]?
        switch overlay.colors {
        case .plain: shown = plain
        case .known(let known, let scalars): if scalars == line.scalars { shown = known }
        case .unknown: break
        }
        if shown == nil, !overlay.hasColors, styles == plain { shown = plain }
        overlay.colors = .known(styles, line.scalars)
        overlay.hasColors = styles != plain
        guard shown != styles else { return "" }
        var text = ""
        var style = Prompt.Style.plain
        var next: ScreenLayout.Place?
        for (index, scalar) in line.scalars.enumerated() where shown?[index] != styles[index] {
            let width = CellWidth.of(scalar)
            guard width > 0, scalar.value >= 0x20, scalar != "\u{7F}" else { continue }
            let place = layout.places[index]
            if next != place {
                text += Self.move(from: row, to: place)
                row = place.row
            }
            if style != styles[index] {
                style = styles[index]
                text += "\u{1B}[0\(style == .plain ? "" : ";" + style.graphicRendition)m"
            }
            text.unicodeScalars.append(scalar)
            next = ScreenLayout.Place(row: place.row, column: place.column + width)
        }
        return text.isEmpty || style == .plain ? text : text + "\u{1B}[0m"
    }

    // MARK: Beside the line

    /// The column that text behind the line must not reach.
    private func limit(of end: ScreenLayout.Place) -> Int {
        overlay.showsRightPrompt && end.row == 0 ? rightPlace.column - 2 : columns - 1
    }

    private func hinted(_ hint: String, _ layout: ScreenLayout, _ row: inout Int) -> String {
        let room = roomForRightPrompt(layout) ? rightPlace.column - 1 : columns - 1
        let shown = isColorful && layout.cursor == layout.end ? Self.cut(hint, to: room - layout.end.column) : ""
        let width = CellWidth.of(shown)
        guard shown != overlay.hint || width != overlay.hintCells else { return "" }
        let rest = max(0, overlay.hintCells - width)
        (overlay.hint, overlay.hintCells) = (shown, width)
        defer { row = layout.cursor.row }
        return Self.move(from: row, to: layout.cursor) + (shown.isEmpty ? "" : "\u{1B}[90m\(shown)\u{1B}[0m")
            + String(repeating: " ", count: rest)
    }

    /// One row of what can be printed, and `…` for what cannot.
    private static func cut(_ hint: String, to cells: Int) -> String {
        guard cells > 1 else { return "" }
        let scalars = hint.unicodeScalars
        let row = scalars.prefix { $0 != "\n" }
        let text = HarmlessText.row(String(row)).unicodeScalars.filter { CellWidth.of($0) > 0 }
        return CellWidth.cut(String(text) + (row.count < scalars.count ? " …" : ""), to: cells)
    }

    private func besides(_ layout: ScreenLayout, _ row: inout Int) -> String {
        guard !overlay.rightPrompt.isEmpty, !overlay.showsRightPrompt, roomForRightPrompt(layout) else { return "" }
        overlay.showsRightPrompt = true
        let text = overlay.rightPrompt.map { "\u{1B}[0;\($0.style.graphicRendition)m\($0.text)" }.joined()
        return Self.move(from: row, to: rightPlace) + text + "\u{1B}[0m"
    }

    private func roomForRightPrompt(_ layout: ScreenLayout) -> Bool {
        !overlay.rightPrompt.isEmpty && layout.end.row == 0 && layout.end.column + 2 < rightPlace.column
    }

    private var rightPlace: ScreenLayout.Place {
        ScreenLayout.Place(row: 0, column: max(0, columns - 1 - RightPrompt.width(of: overlay.rightPrompt)))
    }

    private static func move(from row: Int, to place: ScreenLayout.Place) -> String {
        let rows = place.row - row
        let vertical = rows == 0 ? "" : rows < 0 ? "\u{1B}[\(-rows)A" : "\u{1B}[\(rows)B"
        return "\r" + vertical + (place.column > 0 ? "\u{1B}[\(place.column)C" : "")
    }
}
