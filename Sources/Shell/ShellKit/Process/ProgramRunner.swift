internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Processes

/// Runs programs of the system with our terminal.
protocol ProgramRunning: Sendable {
    /// Runs a line by `/bin/sh -c`; an empty line is a shell to type in.
    /// - Throws: ``ImageError`` when it cannot be started.
    func run(_ commandLine: String) async throws -> ExitStatus
    /// Runs programs that read what the closure writes.
    /// - Throws: ``ProgramChain/StartError``.
    func run(_ pipe: ProgramPipe, _ body: @Sendable (any TextSink) async -> Void) async throws -> ProgramPipe.Ending
    /// Runs a program that stands for a command, with the command's output for its own.
    /// - Throws: ``ImageError`` when it cannot be started, and what its output throws.
    func run(_ program: ProgramRequest, on console: Console) async throws -> ExitStatus
}

struct ProgramRunner: ProgramRunning {
    /// What programs get for themselves while they run: the terminal of a person at the prompt.
    let terminal: Int32?

    func run(_ commandLine: String) async throws -> ExitStatus {
        let line = commandLine.trimmingBlanks()
        let shell = getenv("SHELL").map { String(cString: $0) } ?? "/bin/sh"
        let program = ForegroundProgram(line.isEmpty ? [shell] : ["/bin/sh", "-c", line], terminal: terminal)
        return try await Self.finish(program) { try Self.status(of: program, called: "!\(line)") }
    }

    /// Runs the closure, which runs the program, until its end or that of the task.
    static func finish(
        _ program: ForegroundProgram, _ body: @escaping @Sendable () throws -> ExitStatus
    ) async throws -> ExitStatus {
        try await withTaskCancellationHandler {
            try await LongWait.run(body)
        } onCancel: {
            program.interrupt()
        }
    }

    func run(_ pipe: ProgramPipe, _ body: @Sendable (any TextSink) async -> Void) async throws -> ProgramPipe.Ending {
        try await pipe.run(body)
    }

    static func status(of program: ForegroundProgram, called name: String) throws(ImageError) -> ExitStatus {
        let ending: ForegroundProgram.Ending
        do {
            ending = try program.run()
        } catch {
            throw ImageError(.local, "cannot start '\(error.program)': \(SystemReason.text(of: error.code))")
        }
        guard !ending.wantedTerminal else { throw .wantedTerminal(name) }
        switch ending {
        case .exited(let code): return ExitStatus(rawValue: code)
        case .signalled(let number): return .signal(number)
        }
    }
}

extension ImageError {
    /// A program in the background was ended, because it would have waited for a terminal for ever.
    static func wantedTerminal(_ name: String) -> ImageError {
        ImageError(
            .usage, "'\(name)' was ended: in the background it cannot have the terminal", hint: "the same without '&'")
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    func trimmingBlanks() -> String {
        let scalars = unicodeScalars.drop { $0 == " " || $0 == "\t" }
        guard let end = scalars.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(scalars[...end])
    }
}
