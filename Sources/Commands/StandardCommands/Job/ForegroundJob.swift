internal import BackendKit
internal import CommandKit

/// `fg`
struct ForegroundJob: NamedCommand {
    static let name = CommandName("fg")

    let job = OptionalPositional("job", of: JobNumber.self, help: "The number of a job; without it, the latest one")

    var signature: Signature {
        Signature(
            Self.name, "Bring a job to the foreground", job,
            discussion: [
                "Its output so far and its progress are shown. Ctrl-C ends it, Ctrl-Z sends it back, and the status is its "
                    + "own."
            ],
            changes: .nothing,
            foregroundOnly: .needsTerminal,
            examples: [Example("image wait cirros & fg", "The latest one")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let control = context.shell.jobs
        let found = try chosen(call, control)
        guard found.isRunning else {
            try context.console.notice("job \(found.number) has ended (\(found.state))")
            return try Self.fail(with: try await control.end(of: found.number))
        }
        try context.console.notice(found.line)
        // Sent back it is no failure.
        try Self.fail(with: await control.bringToForeground(found.number) ?? .done)
    }

    /// The one that was named, else the latest that runs, else the latest whose end nobody has waited for.
    private func chosen(_ call: Call, _ control: any JobControl) throws -> JobReport {
        if let wanted = call[job] { return try control.find(wanted) }
        let unseen = control.reports().last { !$0.isRunning && !$0.wasAwaited }
        if let latest = control.othersRunning.last ?? unseen { return latest }
        throw ImageError(.notFound, "no job runs", hint: "jobs --all")
    }

    /// It has said itself what went wrong.
    private static func fail(with status: ExitStatus) throws {
        if status != .done { throw SilentFailure(status) }
    }
}
