/// The list of candidates.
extension EditSession {
    /// Shows the candidates below the line, and the line anew below them.
    func list(_ candidates: [CompletionCandidate], isCut: Bool = false, explains: Bool = false) {
        screen.toRowBelow()
        // The window may have another size since, of which nobody has told yet.
        screen.measure()
        heldNotices = []
        show(CandidateList(candidates, explains: explains), isCut)
        let notices = heldNotices ?? []
        heldNotices = nil
        for notice in notices { libedit.write(notice + "\n") }
        libedit.resize()
        screen.show(linePrompt)
        libedit.refresh()
    }

    private func show(_ list: CandidateList, _ isCut: Bool) {
        var list = list
        var (columns, rows) = (screen.columns, screen.rows)
        var pager = pager(for: list, isCut)
        var step = Pager.Step.page
        // What fits with the line below it needs no question.
        while true {
            for row in pager.take(step) { libedit.write(row + "\n") }
            if pager.isDone { return }
            var question = ask(pager)
            let input = nextInput {
                guard (columns, rows) != (screen.columns, screen.rows) else { return }
                // What is left is laid out for the window as it is now.
                erase(question)
                list = list.rest(behind: pager.shown, columns: columns, height: Self.height(rows))
                (columns, rows) = (screen.columns, screen.rows)
                pager = self.pager(for: list, isCut)
                question = ask(pager)
            }
            erase(question)
            guard case .key(let key) = input else {
                if input != .wake { keys.pushBack(input) }
                return
            }
            step = Pager.step(for: key)
            if case .quitWith(let key) = step { keys.pushBack(.key(key)) }
            if step != .page, step != .row { return }
        }
    }

    /// Rows that a list may have which is to be seen whole, with the line below it.
    private static func height(_ rows: Int) -> Int { rows - 2 }

    private func pager(for list: CandidateList, _ isCut: Bool) -> Pager {
        var rows = list.rows(columns: screen.columns, height: Self.height(screen.rows), style: screen.dimmed)
        if isCut { rows.append(screen.dimmed(CellWidth.cut("… and more; type more of it", to: screen.columns - 1))) }
        return Pager(rows, height: screen.rows - 1)
    }

    /// - Returns: what stands on the screen then.
    private func ask(_ pager: Pager) -> String {
        let question = CellWidth.cut(pager.question, to: screen.columns - 1)
        libedit.write(screen.dimmed(question))
        return question
    }

    /// Takes the question away. A terminal whose window has become narrower has wrapped it.
    private func erase(_ question: String) {
        let width = CellWidth.of(question)
        guard !screen.isDumb else { return libedit.write("\r" + String(repeating: " ", count: width) + "\r") }
        let up = min(max(0, width - 1) / screen.columns, screen.rows - 1)
        libedit.write((up > 0 ? "\u{1B}[\(up)A" : "") + Screen.clearing)
    }
}
