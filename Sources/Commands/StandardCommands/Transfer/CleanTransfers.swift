internal import BackendKit
internal import CommandKit
internal import Transfers

/// `transfer clean`
struct CleanTransfers: Command {
    let transfers = Rest(
        "transfer", of: TransferReference.self, minimum: 0, help: "IDs of 'transfer list'; all without")
    let yes = Flag("--yes", "-y", help: "Do not ask")

    var signature: Signature {
        Signature(
            "transfer clean", "Throw away what interrupted transfers left", transfers, yes,
            discussion: [
                "Removes the hidden files of downloads, and the records without data that uploads left in their "
                    + "backends. Files under their own names and images that have their data are not touched, and "
                    + "transfers that run are left alone. At a terminal a question is asked; a script that names no "
                    + "transfers needs --yes."
            ],
            changes: .always("remove what is unfinished"),
            examples: [Example("transfer clean --yes", "Throw away everything")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let journal = try TransferJournal.required(in: context)
        let chosen = try journal.unfinished(call[transfers])
        for running in chosen where running.isRunning && !call[transfers].isEmpty {
            throw ImageError(.conflict, "the \(running.description) is running; nothing was removed")
        }
        let left = chosen.filter { !$0.isRunning }
        guard !left.isEmpty else { return try context.console.notice("there is nothing to clean") }
        guard try await confirm(left, call, context.console) else { return }
        var failures: [ExitStatus] = []
        var (count, bytes) = (0, Int64(0))
        for work in left {
            do {
                switch work {
                case .download(let download):
                    try download.discard(from: journal)
                    (count, bytes) = (count + 1, bytes + (download.count ?? 0))
                case .upload(let upload):
                    if try await upload.discard(from: journal, in: context) { count += 1 }
                }
            } catch  where !(error is CancellationError) && left.count > 1 {
                failures.append(ExitStatus(error))
                try context.console.report(error, about: "the \(work.description)")
            }
        }
        try context.console.notice(
            "\(count) unfinished \(count == 1 ? "transfer" : "transfers") removed"
                + (bytes > 0 ? " (\(ByteCount.text(bytes)))" : ""))
        if let worst = ExitStatus.worst(of: Set(failures)) { throw SilentFailure(worst) }
    }

    private func confirm(_ left: [UnfinishedWork], _ call: Call, _ console: Console) async throws -> Bool {
        if call[yes] { return true }
        guard console.surroundings.isInteractive else {
            if !call[transfers].isEmpty { return true }
            throw UsageError("without a person to ask, name the transfers or say --yes; nothing was removed")
        }
        for work in left { try console.notice("  \(work.id)  \(work.description)") }
        if try await console.confirm("Throw away what is there of \(left.count == 1 ? "it" : "them")?") { return true }
        try console.notice("nothing was removed")
        return false
    }
}
