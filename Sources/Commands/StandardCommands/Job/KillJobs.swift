internal import BackendKit
internal import CommandKit

/// `kill`
struct KillJobs: NamedCommand {
    static let name = CommandName("kill")

    let jobs = Rest("job", of: JobNumber.self, help: "Numbers of jobs that run")

    var signature: Signature {
        Signature(
            Self.name, "End jobs as Ctrl-C would", jobs,
            discussion: [
                "What a job leaves behind is said as after Ctrl-C: a download is kept for 'transfer resume', the new record "
                    + "of an upload is taken away. The prompt comes back when that is done; Ctrl-C does not wait for it. A second 'kill' also "
                    + "ends programs that did not end when they were asked to."
            ],
            changes: .nothing,
            examples: [
                Example("image wait cirros --status killed & kill 1", "One of them; %1 is the same")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let control = context.shell.jobs
        // All are looked up before the first is ended.
        let chosen = try call[jobs].map { try control.findRunning($0) }
        for job in chosen { control.cancel(job.number) }
        for job in chosen where job.number != control.own { _ = try await control.end(of: job.number) }
    }
}
