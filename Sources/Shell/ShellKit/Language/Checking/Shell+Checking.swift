internal import CommandKit
internal import FileIO

/// `--check`.
extension Shell {
    /// Reads a script and says what is wrong with it.
    func check(_ request: ProcessArguments) async throws -> ExitStatus {
        var checker = ScriptChecker(
            registry: registry, session: try session(request, reportingTo: nil), home: variables["HOME"])
        switch request.task {
        case .script(let path, let arguments):
            try await checker.check(path)
            try warn(ofUnchecked: arguments, of: path)
        case .text(let text, _): await checker.check(Script(name: nil, text: text))
        default: break
        }
        for report in checker.reports { try report.write(to: streams.errors) }
        guard checker.reports.isEmpty else { return .usage }
        if !request.isQuiet { try streams.errors.write(checker.summary + "\n") }
        return .done
    }

    /// Whoever names several scripts means all of them, maybe.
    private func warn(ofUnchecked arguments: [String], of path: String) throws {
        let console = Console(output: streams.output, errors: streams.errors)
        for argument in arguments where argument.hasSuffix(".imgsh") && (try? FileStatus.of(argument)) != nil {
            try console.warn("'\(argument)' is an argument of '\(path)' here, and is not checked")
        }
    }
}
