/// Shows rows a screenful at a time, for somebody who answers keys.
struct Pager {
    /// What a key asks for.
    enum Step: Equatable {
        case page, row, quit
        /// Quit, and let the key do what it does in the line.
        case quitWith(Key)
    }

    let rows: [String]
    /// Rows that a screenful has room for, without the one that asks.
    let height: Int
    private(set) var shown = 0

    init(_ rows: [String], height: Int) {
        self.rows = rows
        self.height = max(1, height)
    }

    var isDone: Bool { shown >= rows.count }

    /// The rows to show next.
    mutating func take(_ step: Step) -> ArraySlice<String> {
        let count =
            switch step {
            case .page: height
            case .row: 1
            case .quit, .quitWith: 0
            }
        let slice = rows[shown..<min(rows.count, shown + count)]
        shown += slice.count
        return slice
    }

    /// Says how much is left, and which keys there are.
    var question: String {
        let left = rows.count - shown
        return "\(left) more \(left == 1 ? "row" : "rows") (Space: page, Enter: row, q: quit)"
    }

    static func step(for key: Key) -> Step {
        switch key {
        case Key(" "), .pageDown, Key("\t"): .page
        case .enter, Key("\n"), .down: .row
        case Key("q"), Key("Q"), .interrupt, .escape, .control("g"), .control("d"): .quit
        default: .quitWith(key)
        }
    }
}
