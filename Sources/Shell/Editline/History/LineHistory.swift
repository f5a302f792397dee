/// The lines that were entered, and the walk through them while one is edited.
struct LineHistory {
    private static let most = 10_000

    private(set) var entries: [String] = []
    /// Where the walk stands; ``entries```.count` is the line that is new.
    private(set) var index = 0
    /// Lines of the walk that were changed but not entered, the new one among them.
    private var changed: [Int: String] = [:]

    init(_ entries: [String] = []) {
        for entry in entries { add(entry) }
    }

    /// Adds a line, unless it repeats the last one.
    mutating func add(_ line: String) {
        guard !line.isEmpty, entries.last.map({ !$0.unicodeScalars.elementsEqual(line.unicodeScalars) }) ?? true
        else { return }
        entries.append(line)
        if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
    }

    /// Forgets every line, and what was changed on the walk.
    mutating func forget() { self = LineHistory() }

    /// Begins a new line.
    mutating func begin() {
        index = entries.count
        changed = [:]
    }

    /// Goes to another line of the walk, and keeps the one that is left as it was changed.
    /// - Returns: `nil` when there is none.
    mutating func go(to target: Int, leaving line: String) -> String? {
        guard (0...entries.count).contains(target), target != index else { return nil }
        changed[index] = line
        index = target
        return self[target]
    }

    /// The line of the walk as it was last seen.
    subscript(index: Int) -> String { changed[index] ?? (index < entries.count ? entries[index] : "") }

    /// The nearest line before the place, or behind it, that fulfils the condition.
    func nearest(_ direction: Direction, from place: Int, where matches: (String) -> Bool) -> Int? {
        switch direction {
        case .older: (0..<min(max(0, place), entries.count)).last { matches(self[$0]) }
        case .newer: place + 1 < entries.count ? ((place + 1)..<entries.count).first { matches(self[$0]) } : nil
        }
    }

    enum Direction {
        case older, newer
    }
}
