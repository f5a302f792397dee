/// What is shown around the line while nobody types, and what takes it into the line.
extension EditSession {
    /// Draws colours, suggestion and right prompt; not while keys wait, which would change them at once.
    func decorate() {
        guard !keys.isReady(within: 0) else { return }
        let line = libedit.line
        guard screen.isColorful else { return screen.draw([], hint: "") }
        let advice = request.adviser.advice(on: line.text, after: request.earlier)
        let hint = suggestion(for: line) ?? (line.cursor == line.scalars.count ? advice.placeholder : "")
        screen.draw(advice.styles(count: line.scalars.count), hint: hint)
    }

    /// What the newest earlier line that begins with this one has behind it.
    private func suggestion(for line: EditedLine) -> String? {
        let typed = request.earlier + line.text
        guard request.suggestsEarlierLines, screen.isColorful, line.cursor == line.scalars.count,
            typed.unicodeScalars.contains(where: { $0 != " " && $0 != "\n" && $0 != "\t" })
        else { return nil }
        let rest = suggester.rest(of: typed, in: history.entries)
        // What would be taller than the screen could not be seen.
        return rest.flatMap { fits(line.text + $0) ? $0 : nil }
    }

    /// Takes the suggestion into the line.
    /// - Returns: `nil` when there is none.
    func takeSuggestion() -> EditCommand.Result? {
        let line = libedit.line
        return suggestion(for: line).map { show(EditedLine(line.text + $0)) }
    }

    /// Takes the next word of the suggestion; without one, moves by a word.
    func moveWordRight() -> EditCommand.Result {
        let line = libedit.line
        guard let rest = suggestion(for: line) else {
            keys.pushBack(.key(.nextWord))
            return .unfinished
        }
        let scalars = rest.unicodeScalars
        let word = scalars.drop { $0 == " " }.prefix { $0 != " " }
        return show(EditedLine(line.text + String(scalars[..<word.endIndex])))
    }

    /// Shows what may come next; where a question mark is text, inserts it.
    func explain() -> EditCommand.Result {
        var line = libedit.line
        if let rows = request.adviser.explanation(of: request.earlier + line.before) {
            if rows.isEmpty { return .refused }
            list(rows, explains: true)
            return .done
        }
        line.replaceBefore(0, with: "?")
        libedit.replace(with: line)
        return .changed
    }
}

extension LineAdvice {
    /// A style for each of so many characters.
    func styles(count: Int) -> [Prompt.Style] {
        var styles = [Prompt.Style](repeating: .plain, count: count)
        for span in spans {
            for index in span.range.clamped(to: 0..<count) { styles[index] = span.style }
        }
        return styles
    }
}
