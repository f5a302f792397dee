internal import BackendKit
internal import CommandKit

extension Interpreter {
    /// Runs a statement as a job, in an interpreter of its own.
    func begin(_ statement: Statement) async {
        var statement = statement
        statement.isBackground = false
        let stage = shared.newStage()
        let child = await fork(on: stage)
        let isReady = Event<Job>()
        let task = Task { [statement] in
            let job = await isReady.waitForSure()
            await JobStage.$current.withValue(stage) {
                shared.ended(job, await child.runJob(statement))
            }
        }
        let job = shared.add(JobLine.text(of: statement, in: stack.top.script), stage) { task.cancel() }.job
        if shared.board.hasPrompt, !console.surroundings.isQuiet {
            shared.board.post("\(job.report.description) runs in the background")
        }
        isReady.happen(job)
    }

    /// Another one that goes on from here by itself: what it changes is not seen here.
    func fork(on stage: JobStage) async -> Interpreter {
        let home = if let fixed = addressed ?? home { fixed } else { await session.current }
        let other = Interpreter(
            registry: registry, session: session, stage: stage, jobs: shared, interrupts: Interrupts(),
            programs: programs, files: files, lastImage: LastImage(lastImage.value), toldChanges: toldChanges,
            didRun: didRun)
        await other.take(aliasTable, functions, stack, historyFile, home)
        return other
    }

    /// The line that runs goes on as a job, with the backend that is the current one now.
    /// - Returns: the interpreter for the lines that follow.
    func leaveForeground(to stage: JobStage) async -> Interpreter {
        let next = await fork(on: stage)
        await next.becomeForeground(recorder)
        home = if let home { home } else { await session.current }
        return next
    }

    private func becomeForeground(_ recorder: SessionRecorder?) {
        self.recorder = recorder
        stack.unwind()
        home = nil
    }

    private func take(
        _ aliases: Aliases, _ functions: [String: Function], _ stack: CallStack, _ history: HistoryFile?,
        _ home: BackendChoice
    ) {
        aliasTable = aliases
        self.functions = functions
        self.stack = stack
        historyFile = history
        self.home = home
    }

    private func runJob(_ statement: Statement) async -> ExitStatus {
        let outcome = await evaluate(statement)
        if let unsaid = outcome.unsaid { _ = report(unsaid, at: unsaid.span) }
        let status = outcome.status
        do {
            try outlet.output.flush()
        } catch {
            return status == .done ? report(error, at: nil) : status
        }
        return exitRequest ?? status
    }

    /// - Throws: ``UsageError`` when the command cannot run where this interpreter is.
    func checkForeground(_ signature: Signature, at span: SourceSpan) throws(UsageError) {
        guard let reason = signature.foregroundOnly else { return }
        if isBranch {
            throw UsageError("'\(signature.name)' cannot run in 'parallel': \(reason.rawValue)", at: span)
        }
        guard stage.isInBackground else { return }
        throw UsageError("'\(signature.name)' cannot run in the background: \(reason.rawValue)", at: span)
    }

    /// Runs a command; Control-Z leaves one alone that cannot do without the terminal.
    func whole(_ signature: Signature, _ body: @Sendable () async throws -> Void) async throws {
        guard signature.foregroundOnly == .needsTerminal else { return try await body() }
        try await shared.suspension.receive({}, during: body)
    }
}
