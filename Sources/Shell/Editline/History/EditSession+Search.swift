/// Searching earlier lines while the query is typed. libedit's own search takes the query for a pattern, and dies
/// with the process on Ctrl-C.
extension EditSession {
    /// Ctrl-R: shows the nearest line with the query under a prompt of its own, until a key ends the search.
    func searchHistory(_ direction: LineHistory.Direction) -> EditCommand.Result {
        let before = libedit.line
        let last = search.query
        var direction = direction
        search = SearchState()
        var shown = before
        screen.repaint(under: searchPrompt(direction), shown)
        func find(from place: Int) {
            guard !search.query.isEmpty else { return }
            let state = search
            let target = history.nearest(direction, from: place) { state.place(in: $0) != nil && fits($0) }
            search.isFailed = target == nil
            guard let target else { return libedit.beep() }
            search.found = target
            shown = EditedLine(history[target], cursor: state.place(in: history[target]))
        }
        func end(with line: EditedLine) -> EditCommand.Result {
            walkBeginning = []
            if let found = search.found, line != before { _ = history.go(to: found, leaving: before.text) }
            screen.repaint(under: linePrompt, line)
            return .done
        }
        while outcome == nil {
            let input = nextInput()
            switch input {
            case .key(.control("r")), .key(.control("s")):
                direction = input == .key(.control("r")) ? .older : .newer
                if search.query.isEmpty {
                    search.query = last
                    find(from: start(of: direction))
                } else {
                    find(from: search.found ?? start(of: direction))
                }
            case .key(Key("\u{7F}")), .key(.control("h")):
                guard !search.query.isEmpty else { libedit.beep(); continue }
                search.query.removeLast()
                (shown, search.found, search.isFailed) = (before, nil, false)
                find(from: start(of: direction))
            case .key(.interrupt), .key(.control("g")):
                return end(with: before)
            case .key(.escape):
                return end(with: shown)
            case .key(let key):
                guard let scalar = key.scalar, scalar.value >= 0x20 else {
                    keys.pushBack(input)
                    return end(with: shown)
                }
                search.query.unicodeScalars.append(scalar)
                // What is found already may hold the longer query too.
                find(from: search.found.map { direction == .older ? $0 + 1 : $0 - 1 } ?? start(of: direction))
            case .paste, .end:
                keys.pushBack(input)
                return end(with: shown)
            case .wake: break
            }
            screen.repaint(under: searchPrompt(direction), shown)
        }
        return end(with: before)
    }

    /// vi's `n` and `N`.
    func searchAgain(_ direction: LineHistory.Direction) -> EditCommand.Result {
        let state = search
        let target = history.nearest(direction, from: history.index) { state.place(in: $0) != nil && fits($0) }
        return target.map(walk) ?? .refused
    }

    private func start(of direction: LineHistory.Direction) -> Int {
        direction == .older ? history.entries.count : -1
    }

    private func searchPrompt(_ direction: LineHistory.Direction) -> Prompt {
        let name = (search.isFailed ? "no " : "") + (direction == .older ? "older" : "newer")
        return Prompt([Prompt.Piece("\(name) '\(search.query)': ", search.isFailed ? .red : .plain)])
    }
}
