internal import BackendKit
internal import CommandKit

/// `watch`
struct Watch: Command {
    let interval = Option<Int64>(
        "--interval", "-n", value: "seconds", default: "2", help: "The pause between two rounds")
    let count = Option<Int64>("--count", value: "number", help: "Only so many rounds")
    let line = CommandLineWords("command", help: "A command and its arguments")

    var signature: Signature {
        Signature(
            "watch", "Run a command again and again", interval, count, line,
            discussion: [
                "On a terminal the screen shows the latest round, and what was there before comes back at the end; elsewhere "
                    + "the rounds follow each other, with an empty line between. A round that fails is shown, and the next "
                    + "one is tried; the status is that of the last one. Ctrl-C ends it. Options of 'watch' stand "
                    + "before the command."
            ],
            changes: .nothing,
            foregroundOnly: .needsTerminal,
            examples: [
                Example("watch --count 2 --interval 1 image list", "Twice the list of the images"),
                Example("watch --count 1 image show cirros -c status -f value", "The status of an image"),
            ])
    }

    /// In seconds: a year of 365 days.
    private static let longestInterval: Int64 = 365 * 86_400

    func run(_ call: Call, in context: CommandContext) async throws {
        let seconds = call[interval] ?? 2
        guard seconds <= Self.longestInterval else {
            throw UsageError(
                "the pause of 'watch' is at most a year (\(Self.longestInterval) seconds), not \(seconds)",
                at: call.spans(of: interval).last, hint: "watch --interval 60")
        }
        if call[count] == 0 { throw UsageError("no round is no watch", at: call.spans(of: count).first) }
        let surroundings = context.console.surroundings
        let draws =
            surroundings.outputIsTerminal && surroundings.isInteractive
            && ![nil, "dumb"].contains(context.session.environment["TERM"])
        let rounds = WatchRounds(
            words: call[line], interval: .seconds(seconds), count: call[count], context: context)
        let status: ExitStatus
        if draws {
            status = try await context.shell.jobs.withTerminal { try await rounds.draw() }
        } else {
            status = try await rounds.print()
        }
        if status != .done { throw SilentFailure(status) }
    }
}
