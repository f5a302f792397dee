internal import CommandKit

/// `exit`
struct Exit: NamedCommand {
    static let name = CommandName("exit", or: "quit")

    let status = OptionalPositional(
        "status", of: ExitStatus.self, help: "0 to 255; without it, that of the last command")
    let jobs = Choice<Jobs>(
        "jobs",
        [
            ("--wait", .wait, "Leave when the jobs have ended"), ("--cancel", .cancel, "End the jobs, and do not ask"),
        ])

    enum Jobs: Sendable, Equatable { case wait, cancel }

    var signature: Signature {
        Signature(
            Self.name, "Leave the shell", status, jobs,
            discussion: [
                "With jobs running a question is asked at the prompt. A script waits for its jobs, and ends with the worst "
                    + "status there was. In a job it ends that job, and 'parallel' cannot be left by it."
            ],
            changes: .nothing,
            examples: [Example("exit", "Leave"), Example("exit 3", "Leave with a status of your own")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        try await context.shell.checkExit()
        if try await mayLeave(call[jobs], context) { await context.shell.exit(call[status]) }
    }

    private func mayLeave(_ choice: Jobs?, _ context: CommandContext) async throws -> Bool {
        let control = context.shell.jobs
        let running = control.othersRunning
        guard !running.isEmpty, control.own == nil else { return true }
        if choice == nil {
            guard context.console.surroundings.isInteractive else { return true }
            for job in running { try context.console.notice("  " + job.description) }
            let what = running.count == 1 ? "this job" : "these \(running.count) jobs"
            guard try await context.console.confirm("Leave and end \(what)?") else {
                try context.console.notice("nothing was ended; to leave when they are done: exit --wait")
                return false
            }
        }
        if choice != .wait { for job in running { control.cancel(job.number) } }
        for job in running { _ = try await control.end(of: job.number) }
        return true
    }
}
