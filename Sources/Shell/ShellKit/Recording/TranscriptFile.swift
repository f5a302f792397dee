internal import BackendKit
internal import CommandKit

/// A session as it looks on the screen: commands behind prompts, and what they gave.
struct TranscriptFile: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        /// The number of its first line.
        let line: Int
        /// As they stand in the file, with their prompts.
        let typed: [String]
        let command: String
        /// What it shall give.
        let expected: [String]
    }

    /// Lines before the first command.
    let preamble: [String]
    let entries: [Entry]

    init(_ text: String) {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        if lines.last == "" { lines.removeLast() }
        let first = lines.firstIndex { Self.command(in: $0) != nil } ?? lines.count
        preamble = Array(lines[..<first])
        var entries: [Entry] = []
        var place = first
        while place < lines.count, let command = Self.command(in: lines[place]) {
            let start = place
            var text = command
            place += 1
            while place < lines.count, let more = Self.continuation(in: lines[place]) {
                text += "\n" + more
                place += 1
            }
            let typed = Array(lines[start..<place])
            let end = lines[place...].firstIndex { Self.command(in: $0) != nil } ?? lines.count
            entries.append(
                Entry(line: start + 1, typed: typed, command: text, expected: Array(lines[place..<end])))
            place = end
        }
        self.entries = entries
    }

    /// What stands behind `imgsh local> `. A line that begins with `imgsh: ` says what went wrong, whatever it holds.
    private static func command(in line: String) -> String? {
        guard line.hasPrefix("imgsh"), !line.hasPrefix("imgsh:"), let mark = line.firstRange(of: ">") else {
            return nil
        }
        return behind(mark, line)
    }

    /// What stands behind `if…> `, as the prompt shows it while a command is not complete.
    private static func continuation(in line: String) -> String? {
        guard let mark = line.firstRange(of: "…>"), line[..<mark.lowerBound].count <= 20,
            !line[..<mark.lowerBound].contains(" ")
        else { return nil }
        return behind(mark, line)
    }

    private static func behind(_ mark: Range<String.Index>, _ line: String) -> String {
        let rest = line[mark.upperBound...]
        return String(rest.first == " " ? rest.dropFirst() : rest)
    }
}

extension TranscriptFile.Entry {
    /// Whether lines are what was expected.
    func fits(_ lines: [String]) -> Bool { Self.fits(lines[...], expected[...]) }

    private static func fits(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        // Where to go on when what follows the last '...' does not fit: one line further.
        var (line, wanted) = (lines.startIndex, expected.startIndex)
        var retry: (line: Int, wanted: Int)?
        while line < lines.endIndex {
            if wanted < expected.endIndex, expected[wanted] == any {
                wanted += 1
                retry = (line, wanted)
            } else if wanted < expected.endIndex, fits(lines[line], expected[wanted]) {
                line += 1
                wanted += 1
            } else if let (from, again) = retry {
                (line, wanted) = (from + 1, again)
                retry = (from + 1, again)
            } else {
                return false
            }
        }
        return expected[wanted...].allSatisfy { $0 == any }
    }

    private static let any = "..."

    /// One line, in which `...` is any text.
    private static func fits(_ line: String, _ expected: String) -> Bool {
        let parts = expected.components(separatedBy: any)
        guard parts.count > 1 else { return line.hasSameBytes(as: expected) }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}

extension String {
    fileprivate func components(separatedBy mark: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let found = rest.firstRange(of: mark) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }
}
