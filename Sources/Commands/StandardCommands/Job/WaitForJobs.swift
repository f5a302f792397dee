internal import BackendKit
internal import CommandKit

/// `wait`
struct WaitForJobs: NamedCommand {
    static let name = CommandName("wait")

    let jobs = Rest("job", of: JobNumber.self, minimum: 0, help: "Numbers of jobs; without any, all of them")

    var signature: Signature {
        Signature(
            Self.name, "Wait until jobs have ended", jobs,
            discussion: [
                "Ends with the worst status of the jobs: without numbers, of all that run and of those that ended since the "
                    + "last 'wait'. Ctrl-C ends the wait, not the jobs."
            ],
            changes: .nothing,
            examples: [
                Example("image save cirros --file a.img & image save debian --file b.img & wait", "Two at once"),
                Example("image list & wait 1", "For one of them; %1 is the same"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let control = context.shell.jobs
        let waiting = try chosen(call, control)
        let line = context.console.statusLine()
        defer { line.finish() }
        var statuses: [ExitStatus] = []
        for job in waiting {
            let left = waiting.dropFirst(statuses.count).filter(\.isRunning)
            if !left.isEmpty { try line.show("waiting for " + left.map(\.description).joined(separator: ", ")) }
            do {
                statuses.append(try await control.end(of: job.number))
            } catch is CancellationError {
                line.finish()
                // In a script Ctrl-C ends everything.
                if context.console.surroundings.isInteractive {
                    try context.console.notice("the jobs go on: jobs, wait, kill")
                }
                throw CancellationError()
            }
        }
        if let worst = ExitStatus.worst(of: statuses) { throw SilentFailure(worst) }
    }

    private func chosen(_ call: Call, _ control: any JobControl) throws -> [JobReport] {
        if call[jobs].isEmpty {
            return control.reports().filter { ($0.isRunning || !$0.wasAwaited) && $0.number != control.own }
        }
        return try call[jobs].map { wanted in
            guard wanted.number != control.own else {
                throw UsageError("a job cannot wait for itself", at: wanted.span)
            }
            return try control.find(wanted)
        }
    }
}
