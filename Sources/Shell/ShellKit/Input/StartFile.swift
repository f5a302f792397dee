internal import BackendKit
internal import CommandKit
internal import FileIO

/// The file whose lines are run before the first prompt, as if a person had typed them. Scripts and single commands
/// do not read it: what they do must not hang on what somebody keeps in a file.
struct StartFile: Sendable, Equatable {
    static let name = "imgshrc"

    let path: String
    /// Whether it was asked for; the standard one need not be there.
    let mustExist: Bool

    /// - Returns: `nil` when it is not wanted, or no home is known.
    init?(_ request: ProcessArguments, _ environment: BackendEnvironment) {
        guard request.readsStartFile else { return nil }
        if let path = request.startFile {
            (self.path, mustExist) = (path, true)
            return
        }
        guard let directory = PrivateDirectories.path(.config, in: environment) else { return nil }
        (path, mustExist) = (directory + "/" + Self.name, false)
    }

    /// Runs it, line by line: a bad line is reported with its place, and the next one is run.
    func run(in interpreter: Interpreter) async {
        do {
            if !mustExist, try FileStatus.of(path) == nil { return }
            let script = try await interpreter.files.script(at: path)
            await interpreter.runEveryLine(of: script)
        } catch {
            _ = await interpreter.report(error)
        }
    }
}

extension Interpreter {
    /// Runs every line, whatever became of those before it; only an interrupt or a request to exit ends it. Afterwards
    /// `$?` is as if nothing had been run.
    func runEveryLine(of script: Script) async {
        for part in script.parts {
            let status = await enter(part, as: .main(path: part.name ?? "")) { try part.parsed() }
            if exitRequest != nil || status == .interrupted { break }
        }
        forgetStatus()
    }
}

extension Script {
    /// The lines, each with those it goes on in. A quote that is never closed spoils no more than its own line.
    var parts: [Script] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var parts: [Script] = []
        var start = 0
        while start < lines.count {
            var text = GrowingText()
            let end = (start..<lines.count).first { text.add(lines[$0]) == nil }
            let part = end == nil ? lines[start] : text.text
            parts.append(Script(name: name, text: part, firstLine: firstLine + start))
            start = (end ?? start) + 1
        }
        return parts
    }
}
