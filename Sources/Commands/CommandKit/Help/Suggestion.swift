/// "Did you mean".
public enum Suggestion {
    /// The known word nearest to a mistyped one, or `nil` when none is near.
    public static func nearest(to word: String, in known: [String]) -> String? {
        ranked(word, known).first
    }

    /// Up to three, nearest first.
    public static func ranked(_ word: String, _ known: [String]) -> [String] {
        let typed = Array(word.lowercased().unicodeScalars)
        // One letter is one edit from every other one.
        guard (2...64).contains(typed.count) else { return [] }
        let limit = max(1, typed.count / 3)
        var found: [(word: String, distance: Int)] = []
        for candidate in known where !found.contains(where: { $0.word == candidate }) {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            // The beginning of a word is as near as one edit.
            if typed.count >= 2, scalars.count > typed.count, scalars.starts(with: typed) {
                found.append((candidate, 1))
                continue
            }
            guard abs(scalars.count - typed.count) <= limit else { continue }
            let distance = distance(typed, scalars)
            if distance <= limit { found.append((candidate, distance)) }
        }
        return found.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }.prefix(3).map(\.word)
    }

    /// Whether one word may be the other, mistyped: so near that nobody would choose both on purpose.
    public static func isSlip(_ word: String, of other: String) -> Bool {
        let (typed, known) = (Array(word.unicodeScalars), Array(other.unicodeScalars))
        guard typed != known, (4...64).contains(typed.count), abs(typed.count - known.count) <= 2 else { return false }
        return distance(typed, known) <= (typed.count < 12 ? 1 : 2)
    }

    /// Edits, where swapping two neighbours is one.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[other.count]
    }
}
