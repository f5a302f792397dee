/// Stretches of a text that are whole already, inside what is open at its end: finished statements of a block, words of a
/// command, lines of a here-document. Without them the same is open, so a longer text need not be read with them again.
struct OpenStretches {
    /// The number of one of those things.
    typealias Number = Int

    /// For each thing that is open, the outermost first; each begins behind the one before it.
    private var ranges: [Range<Int>?] = []

    /// Something begins that may be open at the end.
    mutating func begin() -> Number {
        ranges.append(nil)
        return ranges.count - 1
    }

    /// What of it was read up to a position is whole, from the first position that is told on.
    /// - Parameter position: the beginning of a line, or behind blanks there: the text of each here-document that began
    ///   before it ends before it as well.
    mutating func reach(_ position: Int, in number: Number) {
        ranges.removeLast(ranges.count - 1 - number)
        ranges[number] = (ranges[number]?.lowerBound ?? position)..<position
    }

    /// What was read of it up to now is needed.
    mutating func keep(in number: Number) { ranges[number] = nil }

    /// It has ended.
    mutating func end(_ number: Number) { ranges.removeLast(ranges.count - number) }

    /// A text without them.
    func cut(from scalars: [Unicode.Scalar]) -> String {
        var rest = String.UnicodeScalarView()
        var place = 0
        for range in ranges.compactMap(\.self) {
            rest += scalars[place..<range.lowerBound]
            place = range.upperBound
        }
        rest += scalars[place...]
        return String(rest)
    }
}
