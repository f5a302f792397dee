internal import CommandKit
internal import Synchronization

/// A line in the foreground, which may become a job before it ends.
final class ForegroundLine: Sendable {
    enum Ending: Sendable {
        case ended(ExitStatus)
        /// With whether a row with progress was on the screen.
        case sentBack(Job, hadRow: Bool)
    }

    private let script: Script
    private let interpreter: Interpreter
    private let jobs: Jobs
    private let ending = Event<Ending>()
    /// How it leaves the foreground.
    private let decision = Decision()
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ script: Script, _ interpreter: Interpreter, _ jobs: Jobs) {
        self.script = script
        self.interpreter = interpreter
        self.jobs = jobs
    }

    /// Runs it until it leaves the foreground.
    func run() async -> Ending {
        task.withLock { task in
            task = Task {
                await JobStage.$current.withValue(interpreter.stage) {
                    let status = await interpreter.run(script)
                    if decision.make() {
                        ending.happen(.ended(status))
                    } else if case .sentBack(let job, _) = await ending.waitForSure() {
                        jobs.ended(job, status)
                    }
                }
            }
        }
        return await ending.waitForSure()
    }

    /// Makes it a job, unless it has just ended, or waits for an answer. The board is held from then on.
    func sendBack() {
        guard !interpreter.stage.isAsking, let task = task.withLock({ $0 }), decision.make() else { return }
        jobs.board.hold()
        let (job, hadRow) = jobs.add(JobLine.text(of: script), interpreter.stage) { task.cancel() }
        ending.happen(.sentBack(job, hadRow: hadRow))
    }
}
