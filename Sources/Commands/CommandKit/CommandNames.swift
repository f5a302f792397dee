/// Which command each name stands for.
struct CommandNames: Sendable {
    private var places: [String: Int] = [:]
    private(set) var mostWords = 0

    init() {
        // It is filled at every start: growing step by step would cost a tenth of that.
        places.reserveCapacity(512)
    }

    /// Adds all the names of a command.
    /// - Returns: a name that another command has already, and that command's place; nothing is added then.
    mutating func add(_ name: CommandName, at place: Int) -> (name: String, other: Int)? {
        for text in name.all {
            if let other = places[text] { return (text, other) }
        }
        for text in name.all {
            places[text] = place
            mostWords = max(mostWords, text.utf8.count { $0 == UInt8(ascii: " ") } + 1)
        }
        return nil
    }

    /// The place of the command that these words name.
    subscript(words: some Collection<String>) -> Int? {
        // A word that was quoted may hold spaces; no word of a name does.
        guard words.allSatisfy({ !$0.utf8.contains(UInt8(ascii: " ")) }) else { return nil }
        return places[words.joined(separator: " ")]
    }
}
