/// Which command each name stands for.
struct CommandNames: Sendable {
    private var places: [[String]: Int] = [:]
    private(set) var mostWords = 0

    init() {
        // It is filled at every start: growing step by step would cost a tenth of that.
        places.reserveCapacity(512)
    }

    /// Adds all the names of a command.
    /// - Returns: a name that another command has already, and that command's place; nothing is added then.
    mutating func add(_ paths: [[String]], at place: Int) -> (name: [String], other: Int)? {
        for path in paths {
            if let other = places[path] { return (path, other) }
        }
        for path in paths {
            places[path] = place
            mostWords = max(mostWords, path.count)
        }
        return nil
    }

    subscript(path: [String]) -> Int? { places[path] }
}
