internal import BackendKit
internal import CommandKit
internal import Editline
internal import Processes

/// What commands may ask of the shell.
extension Interpreter: ShellControl {
    func source(_ path: String, arguments: [String], on console: Console) async throws {
        try await call(path, arguments, on: console)
    }

    func checkExit() throws {
        guard isBranch else { return }
        throw UsageError(
            "'exit' cannot end what runs beside it in 'parallel'; nothing is ended", hint: "parallel 4; …; end; exit")
    }

    func exit(_ status: ExitStatus?) { requestExit(status ?? lastStatus) }

    func aliases() -> [(name: String, line: String)] {
        aliasTable.names.map { ($0, aliasTable.line(for: $0) ?? "") }
    }

    func setAlias(_ name: String, to line: String) async throws {
        // One that cannot be used has its name all the same.
        _ = try? await registry.find([name], in: session)
        try aliasTable.set(name, to: line, among: registry.known)
    }

    func removeAlias(_ name: String) -> Bool { aliasTable.remove(name) }

    func history() async -> [String] { await historyFile?.entries ?? [] }

    func clearHistory() async throws { try await historyFile?.clear() }

    func edit(_ text: String) async throws -> String? {
        try await shared.lendTerminal {
            try await LongWait.run {
                do {
                    return try TextEditor.edit(text, on: 0)
                } catch let failure as TextEditor.Failure {
                    throw ImageError(.local, "\(failure); nothing is run")
                }
            }
        }
    }

    func enter(_ text: String) { entered.append(text) }

    /// The next text that was entered by a command.
    func takeEntered() -> String? { entered.isEmpty ? nil : entered.removeFirst() }

    func run(_ program: ProgramRequest, on console: Console) async throws -> ExitStatus {
        try console.output.flush()
        return try await programs.run(program, on: console)
    }

    func run(_ words: [Word], on console: Console) async throws -> ExitStatus {
        do {
            try await perform(words, on: console)
            return .done
        } catch let error as UsageError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch let error as OutputClosed {
            throw error
        } catch {
            let report = StatusReport(error, trace: stack.trace)
            try report.write(to: console.errors)
            return report.status
        }
    }

    nonisolated var jobs: any JobControl { InterpreterJobs(jobs: shared, stage: stage) }
}
