internal import BackendKit
internal import CommandKit

extension Jobs {
    /// Runs the closure while jobs are quiet and Control-Z is that of whatever has the terminal.
    func lendTerminal<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value {
        board.hold()
        defer { board.release() }
        return try await suspension.lend(body)
    }
}

/// Runs programs while jobs are quiet and Control-Z is the program's own.
struct LentTerminal: ProgramRunning {
    let programs: any ProgramRunning
    let jobs: Jobs

    /// - Throws: as the runner it wraps, and ``ImageError`` in a job of a prompt, which has no terminal to lend.
    func run(_ commandLine: String) async throws -> ExitStatus {
        guard jobs.board.hasPrompt else { return try await programs.run(commandLine) }
        if let stage = JobStage.current, stage.isInBackground {
            throw ImageError(
                .usage, "'!' cannot run in the background: the program would need the terminal",
                hint: "!\(commandLine.trimmingBlanks()) &")
        }
        jobs.board.hold()
        defer { jobs.board.release() }
        return try await jobs.suspension.lend { try await programs.run(commandLine) }
    }

    /// - Throws: as the runner it wraps. In a job the programs get no terminal.
    func run(_ pipe: ProgramPipe, _ body: @Sendable (any TextSink) async -> Void) async throws -> ProgramPipe.Ending {
        guard jobs.board.hasPrompt, JobStage.current?.isInBackground != true else {
            return try await programs.run(pipe, body)
        }
        jobs.board.hold()
        defer { jobs.board.release() }
        return try await jobs.suspension.lend { try await programs.run(pipe, body) }
    }

    /// In the background the program runs beside what has the terminal, and its output is that of the job.
    func run(_ program: ProgramRequest, on console: Console) async throws -> ExitStatus {
        guard jobs.board.hasPrompt, JobStage.current?.isInBackground != true else {
            return try await programs.run(program, on: console)
        }
        jobs.board.hold()
        defer { jobs.board.release() }
        return try await jobs.suspension.lend { try await programs.run(program, on: console) }
    }
}
