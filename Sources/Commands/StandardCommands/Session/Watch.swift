internal import BackendKit
internal import CommandKit

/// `watch`
struct Watch: NamedCommand {
    static let name = CommandName("watch")

    let interval = Option<WatchPause>(
        "--interval", "-n", value: "seconds", default: "2", help: "The pause between two rounds")
    let count = Option<RoundCount>("--count", value: "number", help: "Only so many rounds")
    let line = CommandLineWords("command", help: "A command and its arguments")

    var signature: Signature {
        Signature(
            Self.name, "Run a command again and again", interval, count, line,
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

    func run(_ call: Call, in context: CommandContext) async throws {
        let surroundings = context.console.surroundings
        let draws =
            surroundings.outputIsTerminal && surroundings.isInteractive
            && ![nil, "dumb"].contains(context.session.environment["TERM"])
        let rounds = WatchRounds(
            words: call[line], interval: .seconds(call[interval]?.seconds ?? 2), count: call[count]?.number,
            context: context)
        let status: ExitStatus
        if draws {
            status = try await context.shell.jobs.withTerminal { try await rounds.draw() }
        } else {
            status = try await rounds.print()
        }
        if status != .done { throw SilentFailure(status) }
    }
}

/// The pause between two rounds.
struct WatchPause: ArgumentValue {
    /// In seconds: a year of 365 days.
    private static let longest: Int64 = 365 * 86_400

    let seconds: Int64

    init(argument: String) throws(ArgumentProblem) {
        seconds = try Int64(argument: argument)
        guard seconds <= Self.longest else {
            throw ArgumentProblem(
                "the pause of 'watch' is at most a year (\(Self.longest) seconds), not \(seconds)",
                hint: "watch --interval 60")
        }
    }
}

/// How many rounds there are.
struct RoundCount: ArgumentValue {
    let number: Int64

    init(argument: String) throws(ArgumentProblem) {
        number = try Int64(argument: argument)
        guard number > 0 else { throw ArgumentProblem("no round is no watch") }
    }
}
