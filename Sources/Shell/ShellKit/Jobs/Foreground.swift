internal import BackendKit
internal import CommandKit
internal import Synchronization

/// Who has the terminal: the interpreter of the lines that are typed. When a line becomes a job, it takes its interpreter
/// along, and the next line gets another one that goes on from there.
final class Foreground: Sendable {
    let jobs: Jobs
    private let current: Mutex<Interpreter>

    init(_ interpreter: Interpreter, jobs: Jobs) {
        self.jobs = jobs
        current = Mutex(interpreter)
    }

    var interpreter: Interpreter { current.withLock { $0 } }
    var interrupts: Interrupts { interpreter.interrupts }
    var console: Console { interpreter.console }

    /// Runs a line; Control-Z makes it a job.
    /// - Returns: its status; that it became a job is none of a failure.
    func run(_ script: Script) async -> ExitStatus {
        let interpreter = interpreter
        jobs.board.place(.console(interpreter.console))
        let line = ForegroundLine(script, interpreter, jobs)
        let ending = await jobs.suspension.receive({ line.sendBack() }, during: { await line.run() })
        switch ending {
        case .ended(let status): return status
        case .sentBack(let job, let hadRow):
            let next = await interpreter.leaveForeground(to: jobs.newStage())
            current.withLock { $0 = next }
            jobs.board.place(.console(next.console))
            // Without a row of ours the cursor stands behind what the terminal shows for the key.
            jobs.board.release(first: (hadRow ? "" : "\n") + "\(job.report.description) goes on in the background")
            return .done
        }
    }
}
