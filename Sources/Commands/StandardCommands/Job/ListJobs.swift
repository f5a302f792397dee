internal import BackendKit
internal import CommandKit

/// `jobs`
struct ListJobs: NamedCommand {
    static let name = CommandName("jobs")

    private static let columns = ["Job", "State", "Command", "Since", "Progress", "Status"]
    private static let shown = ["Job", "State", "Command", "Since", "Progress"]

    let all = Flag("--all", help: "Also those that have ended, and their exit statuses")

    var signature: Signature {
        Signature(
            Self.name, "List the commands that run in the background", all,
            discussion: [
                "'help background' says how a command comes there. Of the jobs that have ended, the last hundred are "
                    + "remembered."
            ],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("jobs", "What runs, and how far it is"),
                Example("image list & wait; jobs --all -f json", "With those that have ended"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(
            Self.columns, shown: call[all] ? Self.columns : Self.shown, as: call.output)
        for job in context.shell.jobs.reports() where call[all] || job.isRunning {
            try listing.add(
                [
                    .number(Int64(job.number)), .text(job.state), .text(job.line),
                    .text(Timestamp(secondsSince1970: job.startedAt).text), .text(job.progress),
                    .number(job.status.map { Int64($0.rawValue) }),
                ].leavingUnknownBlank(in: call.output.format))
        }
        try listing.finish()
    }
}
