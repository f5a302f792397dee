internal import BackendKit
internal import CommandKit
internal import FileIO

extension Interpreter {
    func replay(_ path: String, updating: Bool, on console: Console) async throws {
        let transcript = TranscriptFile(try await files.script(at: path).text)
        guard !transcript.entries.isEmpty else {
            throw ImageError(
                .usage, "'\(path)' is no transcript: no line begins with 'imgsh> '", hint: "imgsh> image list")
        }
        try checkRecursion(of: path)
        var lines = transcript.preamble
        var wrong = 0
        var left = transcript.entries[...]
        while exitRequest == nil, let entry = left.popFirst() {
            try Task.checkCancellation()
            let given = await replay(entry.command, of: path)
            let fits = entry.fits(given)
            lines += entry.typed + (fits ? entry.expected : given)
            if !fits {
                wrong += 1
                if !updating { try Self.tell(entry, given, path, console) }
            }
        }
        forgetExit()
        let count = Self.count(transcript)
        // What was not run stays as it is.
        let unrun = left.isEmpty ? [] : ["\(left.count) of \(count) not run: 'exit' comes before"]
        if updating {
            try Self.write(lines + left.flatMap { $0.typed + $0.expected }, to: path)
            let said = ["\(wrong) of \(count) brought up to date"] + unrun
            return try console.notice("'\(path)': \(said.joined(separator: "; "))")
        }
        let problems = (wrong > 0 ? ["\(wrong) of \(count) gave something else"] : []) + unrun
        guard !problems.isEmpty else { return try console.notice("\(count), all as expected") }
        throw ImageError(
            .local, problems.joined(separator: "; "),
            hint: wrong > 0 ? "transcript \(Quoting.word(path)) --update" : nil)
    }

    /// Runs a command as if it had been typed, and gives the lines it writes.
    private func replay(_ command: String, of path: String) async -> [String] {
        let sink = MemorySink()
        var surroundings = Console.Surroundings()
        surroundings.isQuiet = outlet.surroundings.isQuiet
        let (outer, outerStatus) = (outlet, lastStatus)
        outlet = Console(output: sink, errors: sink, surroundings: surroundings)
        let script = Script(name: nil, text: command)
        stack.push(Frame(.transcript(path: path), script))
        defer {
            stack.pop()
            (outlet, lastStatus) = (outer, outerStatus)
        }
        var status: ExitStatus
        do {
            let outcome = await evaluate(try script.parsed())
            if let unsaid = outcome.unsaid { _ = report(unsaid, at: unsaid.span) }
            status = outcome.status
        } catch {
            status = report(error, at: nil)
        }
        if let request = exitRequest { status = request }
        var lines = sink.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
        if lines.last == "" { lines.removeLast() }
        return lines + (status == .done ? [] : ["[status \(status.rawValue)]"])
    }

    private static func tell(
        _ entry: TranscriptFile.Entry, _ given: [String], _ path: String, _ console: Console
    ) throws {
        let same = zip(entry.expected, given).prefix { $0 == $1 }.count
        var lines = ["\(path):\(entry.line): '\(entry.command)' gave something else"]
        lines += entry.expected.dropFirst(same).prefix(mostShown).map { "  - \($0)" }
        lines += given.dropFirst(same).prefix(mostShown).map { "  + \($0)" }
        try console.output.flush()
        try console.errors.write(lines.map { SafeText.message($0) + "\n" }.joined())
    }

    private static let mostShown = 20

    private static func count(_ transcript: TranscriptFile) -> String {
        transcript.entries.count == 1 ? "1 command" : "\(transcript.entries.count) commands"
    }

    private static func write(_ lines: [String], to path: String) throws {
        let file = try AtomicFile(path: path, replacing: true, label: "transcript", mode: 0o644)
        try file.append(Array(lines.map { $0 + "\n" }.joined().utf8))
        try file.commit()
    }
}
