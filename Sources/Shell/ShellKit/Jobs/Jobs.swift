internal import BackendKit
internal import CommandKit
internal import Synchronization

/// The jobs of a session.
final class Jobs: Sendable {
    /// Ended jobs that are remembered.
    static let mostEnded = 100

    private struct State {
        var jobs: [Job] = []
        var lastNumber = 0
        /// The worst status of those that were forgotten before anybody asked for it.
        var forgotten: Set<ExitStatus> = []
    }

    let board: NoticeBoard
    let suspension = Suspension()
    /// One element after each end of a job; several ends may share it. For one reader.
    let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    /// For reports that belong to no line.
    let unattributed: Console
    private let streams: ShellStreams
    private let surroundings: Console.Surroundings
    private let directory: String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - streams: the terminal's, or those of a script.
    ///   - directory: for files with output that is too long to be kept otherwise.
    init(_ streams: ShellStreams, _ surroundings: Console.Surroundings, directory: String) {
        self.streams = streams
        self.surroundings = surroundings
        self.directory = directory
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        board = NoticeBoard(output: streams.output, errors: streams.errors)
        unattributed = Console(
            output: streams.output, errors: JobMessages(board, prefix: ""), surroundings: surroundings)
    }

    /// A stage for a line in the foreground.
    func newStage() -> JobStage { JobStage(streams, surroundings, board: board, directory: directory) }

    /// Takes a line off the terminal and makes it a job.
    /// - Parameter stop: cancels it.
    /// - Returns: the job, and whether a row with progress was on the screen.
    func add(_ line: String, _ stage: JobStage, stop: @escaping @Sendable () -> Void) -> (job: Job, hadRow: Bool) {
        let job = state.withLock { state in
            state.lastNumber += 1
            let job = Job(state.lastNumber, line: line, stage: stage, stop: stop)
            state.jobs.append(job)
            forgetOld(&state)
            return job
        }
        return (job, sendBack(job))
    }

    /// Takes a job off the terminal.
    /// - Returns: whether a row with progress was on the screen.
    @discardableResult
    func sendBack(_ job: Job) -> Bool {
        job.stage.leave(JobMessages(board, prefix: board.hasPrompt ? "[\(job.number)] " : ""))
    }

    /// Its work is over. In the background its output is shown, and at a prompt how it ended.
    func ended(_ job: Job, _ status: ExitStatus) {
        var status = status
        if job.stage.isInBackground {
            let report = JobReport(
                number: job.number, line: job.line, status: status, wasAwaited: false, startedAt: job.startedAt,
                progress: nil)
            if board.hasPrompt, !surroundings.isQuiet {
                board.post("[\(job.number)] \(report.state): \(job.line)")
            }
            do {
                try board.post(job.stage.takeOutput())
            } catch {
                if status == .done { status = ExitStatus(error) }
            }
        }
        job.end.happen(status)
        changed.yield()
    }

    /// Those that run and the last ones that ended, oldest first.
    var all: [Job] { state.withLock { $0.jobs } }
    var running: [Job] { all.filter(\.isRunning) }
    /// How many run: what a prompt shows.
    var count: Int { running.count }

    func job(_ number: Int) -> Job? { all.first { $0.number == number } }

    func cancelAll() { for job in running { job.cancel() } }

    /// Waits until none runs, those that come meanwhile as well.
    func finish() async {
        // Nobody cancels this wait: what is left to do after a cancellation belongs to it.
        while let job = running.first { _ = await job.end.waitForSure() }
    }

    /// What a script ends with: the worst there was, its own status and those of jobs that nobody waited for.
    func worst(with status: ExitStatus) -> ExitStatus {
        let unseen = all.filter { !$0.wasAwaited }.compactMap(\.end.value)
        let forgotten = state.withLock { $0.forgotten }
        return ExitStatus.worst(of: [status] + unseen + Array(forgotten)) ?? .done
    }

    private func forgetOld(_ state: inout State) {
        let ended = state.jobs.filter { !$0.isRunning }
        for job in ended.prefix(max(0, ended.count - Self.mostEnded)) {
            if !job.wasAwaited, let status = job.end.value { state.forgotten.insert(status) }
            state.jobs.removeAll { $0 === job }
        }
    }
}
