internal import CommandKit

/// The jobs as the commands of one line see them.
struct InterpreterJobs: JobControl {
    let jobs: Jobs
    let stage: JobStage

    var own: Int? { jobs.running.first { $0.stage === stage }.flatMap { $0.stage.isInBackground ? $0.number : nil } }

    func reports() -> [JobReport] { jobs.all.map(\.report) }

    func end(of number: Int) async throws -> ExitStatus {
        guard let job = jobs.job(number) else { return .done }
        let status = try await job.end.wait()
        job.wasAwaited = true
        return status
    }

    var othersEnd: (@Sendable () async -> Void)? {
        let others = jobs.running.filter { $0.stage !== stage }
        guard !others.isEmpty else { return nil }
        return { for job in others { _ = await job.end.waitForSure() } }
    }

    func bringToForeground(_ number: Int) async -> ExitStatus? {
        guard let job = jobs.job(number) else { return .done }
        let outcome = Event<ExitStatus?>()
        Task { outcome.happen(await job.end.waitForSure()) }
        jobs.board.hold()
        job.stage.enter()
        jobs.board.enter(.console(job.stage.console))
        jobs.board.release()
        let (decision, row) = (Decision(), Event<Bool>())
        let back: @Sendable () -> Void = {
            guard job.isRunning, !job.stage.isAsking, decision.make() else { return }
            jobs.board.hold()
            row.happen(jobs.sendBack(job))
            outcome.happen(nil)
        }
        let status = await jobs.suspension.receive(back) {
            await withTaskCancellationHandler {
                await outcome.waitForSure()
            } onCancel: {
                job.cancel()
            }
        }
        jobs.board.leave()
        if !decision.make() {
            let hadRow = await row.waitForSure()
            jobs.board.release(first: (hadRow ? "" : "\n") + "\(job.report.description) goes on in the background")
        }
        if status != nil { job.wasAwaited = true }
        return status
    }

    func cancel(_ number: Int) { jobs.job(number)?.cancel(insists: true) }

    func withTerminal<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value {
        jobs.board.hold()
        defer { jobs.board.release() }
        return try await body()
    }
}
