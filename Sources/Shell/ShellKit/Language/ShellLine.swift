internal import CommandKit

/// The rest of a line behind `!`, as /bin/sh is going to read it: it knows no command, variable or argument of ours, puts
/// nothing where they stand, and says nothing of it.
struct ShellLine {
    private let scalars: [Unicode.Scalar]
    /// Of the statement, `!` and all.
    private let span: SourceSpan

    init(_ text: String, at span: SourceSpan) {
        scalars = Array(text.unicodeScalars)
        self.span = span
    }

    /// - Parameters:
    ///   - functions: names of functions of ours.
    ///   - path: where the system has its programs, as in `PATH`.
    ///   - isOurs: whether a variable is one of ours, with a value that programs do not see.
    /// - Throws: ``UsageError`` for what only we know.
    func check(
        _ registry: Registry, functions: Set<String>, path: String?, isOurs: (String) -> Bool
    ) throws(UsageError) {
        try checkCommand(registry, functions, path)
        for use in uses where use.isArgument ? !setsArguments : isOurs(use.name) && !sets(use.name) {
            throw UsageError(
                "'!' hands its line to /bin/sh, which does not know '$\(use.name)'", at: place(of: use.range),
                hint: isPlain ? "echo | \(text)" : "echo | sh -c '…' sh $\(use.name), and $1 in the quotes")
        }
    }

    private func checkCommand(_ registry: Registry, _ functions: Set<String>, _ path: String?) throws(UsageError) {
        let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
        guard let first = words.first, !Self.builtins.contains(first),
            functions.contains(first) || registry.command(for: Array(words.prefix(Self.longestName))) != nil,
            !InstalledProgram.isThere(first, in: path)
        else { return }
        let isShort = scalars.count <= Self.longestLine && SafeText.isPlain(text)
        throw UsageError(
            "'!' hands its line to /bin/sh, which has no '\(first)'", at: span, hint: isShort ? text : first)
    }

    /// Commands of ours that are those of /bin/sh as well.
    private static let builtins: Set<String> = [
        "alias", "echo", "exit", "fg", "help", "history", "jobs", "kill", "set", "source", "unalias", "unset", "wait",
    ]

    /// More words than any name of a command has.
    private static let longestName = 8
    private static let longestLine = 60

    private var text: String { String(String.UnicodeScalarView(scalars)).trimmingBlanks() }

    /// Whether the words are the same to us as to that shell.
    private var isPlain: Bool {
        scalars.count <= Self.longestLine && SafeText.isPlain(text)
            && !scalars.contains { "|&;<>(){}[]*?~`\\#'".unicodeScalars.contains($0) }
    }

    private func place(of range: Range<Int>) -> SourceSpan {
        guard !scalars[..<range.lowerBound].contains("\n") else { return span }
        return SourceSpan(line: span.line, column: span.column + 1 + range.lowerBound, length: range.count)
    }
}

// MARK: Variables

extension ShellLine {
    /// A variable that the line reads.
    private struct Use {
        let name: String
        let range: Range<Int>

        /// `$1`, `$@`, `$*`, `$#`: those of a line are none.
        var isArgument: Bool { !Parser.isName(name) }
    }

    /// What stands behind `$`, outside of single quotes.
    private var uses: [Use] {
        var uses: [Use] = []
        var (isQuoted, place) = (false, 0)
        while place < scalars.count {
            switch scalars[place] {
            case "\\": place += 1
            case "\"": isQuoted.toggle()
            case "'" where !isQuoted: place = scalars[(place + 1)...].firstIndex(of: "'") ?? scalars.count
            case "$": if let use = use(at: place) { uses.append(use) }
            default: break
            }
            place += 1
        }
        return uses
    }

    private func use(at start: Int) -> Use? {
        var place = start + 1
        let isBraced = peek(place) == "{"
        if isBraced { place += 1 }
        // The length of a value.
        if isBraced, peek(place) == "#", peek(place + 1).map(TypedLine.isNamePart) == true { place += 1 }
        let first = place
        while let scalar = peek(place), TypedLine.isNamePart(scalar) { place += 1 }
        if place == first, let scalar = peek(place), scalar == "@" || scalar == "*" || scalar == "#" { place += 1 }
        let name = String(String.UnicodeScalarView(scalars[first..<place]))
        // `$0` is that shell itself, and `$_` its own.
        guard !name.isEmpty, name != "0", name != "_" else { return nil }
        return Use(name: name, range: start..<min(place + (isBraced && peek(place) == "}" ? 1 : 0), scalars.count))
    }

    private func peek(_ place: Int) -> Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    /// Whether the line itself gives the variable a value.
    private func sets(_ name: String) -> Bool {
        let words = words
        let isRead = words.firstIndex(of: "read").map { words[$0...].contains(name) } == true
        // What another file or text sets is not known.
        guard words.allSatisfy({ ![".", "source", "eval"].contains($0) }) else { return true }
        return isRead || words.contains { $0.hasPrefix(name + "=") }
            || zip(words, words.dropFirst()).contains { $0 == "for" && $1 == name }
    }

    /// Whether there are arguments in a part of it: of `set -- a b`, or of a function.
    private var setsArguments: Bool { words.contains("set") || text.contains("()") }

    private var words: [String] {
        scalars.split { " \t\n;&|(){}".unicodeScalars.contains($0) }.map { String(String.UnicodeScalarView($0)) }
    }
}
