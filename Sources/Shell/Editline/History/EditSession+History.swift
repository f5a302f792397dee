/// Walking through earlier lines. libedit's own walk loses what is longer than its first buffer.
extension EditSession {
    func walk(_ direction: LineHistory.Direction) -> EditCommand.Result {
        switch direction {
        case .older: history.nearest(.older, from: history.index, where: fits).map(walk) ?? .refused
        case .newer:
            history.nearest(.newer, from: history.index, where: fits).map(walk)
                ?? (history.index < history.entries.count ? walk(to: history.entries.count) : .refused)
        }
    }

    func walk(to index: Int) -> EditCommand.Result {
        walkBeginning = []
        guard let text = history.go(to: index, leaving: libedit.line.text) else { return .refused }
        return show(EditedLine(text))
    }

    /// The arrows: to the nearest line that begins with what was typed before the walk, whatever that is.
    func walkLikeTyped(_ direction: LineHistory.Direction) -> EditCommand.Result {
        let line = libedit.line
        if history.index == history.entries.count { walkBeginning = Array(line.scalars[..<line.cursor]) }
        guard !walkBeginning.isEmpty else { return walk(direction) }
        let beginning = walkBeginning
        let found = history.nearest(direction, from: history.index) { text in
            text.unicodeScalars.starts(with: beginning) && !text.unicodeScalars.elementsEqual(line.scalars)
                && fits(text)
        }
        let isLast = direction == .newer && history.index < history.entries.count
        guard let target = found ?? (isLast ? history.entries.count : nil),
            let text = history.go(to: target, leaving: line.text)
        else { return .refused }
        return show(EditedLine(text))
    }

    /// To the nearest line that begins with what stands left of the cursor, which stays where it is.
    func walkToBeginning(_ direction: LineHistory.Direction) -> EditCommand.Result {
        let line = libedit.line
        let beginning = line.scalars[..<line.cursor]
        func matches(_ text: String) -> Bool {
            text.unicodeScalars.starts(with: beginning) && !text.unicodeScalars.elementsEqual(line.scalars)
                && fits(text)
        }
        let target =
            history.nearest(direction, from: history.index, where: matches)
            ?? (direction == .newer && history.index < history.entries.count ? history.entries.count : nil)
        guard let target, let text = history.go(to: target, leaving: line.text) else { return .refused }
        return show(EditedLine(text, cursor: beginning.count))
    }

    func show(_ line: EditedLine) -> EditCommand.Result {
        screen.toOrigin()
        libedit.replace(with: line)
        libedit.refresh()
        return .done
    }

    /// Whether the line can be edited: what is taller than the screen cannot be seen.
    func fits(_ text: String) -> Bool {
        let layout = ScreenLayout(prompt: screen.cells.visible, line: EditedLine(text), columns: screen.columns)
        return layout.end.row < screen.rows
    }
}
