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
            "transfer clean", "Throw away what interrupted downloads left", transfers, yes,
            discussion: [
                "Removes the hidden files and forgets the transfers; files under their own names are not touched, and "
                    + "downloads that run are left alone. At a terminal a question is asked; a script that names no "
                    + "transfers needs --yes."
            ],
            examples: [Example("transfer clean --yes", "Throw away everything")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let journal = try TransferJournal.required(in: context)
        let chosen = try journal.unfinished(call[transfers])
        for running in chosen where running.state == .running && !call[transfers].isEmpty {
            throw ImageError(
                .conflict, "the download of \(running.description) is running; nothing was removed")
        }
        let kept = chosen.filter { $0.state == .kept }
        guard !kept.isEmpty else { return try context.console.notice("there is nothing to clean") }
        guard try await confirm(kept, call, context.console) else { return }
        for transfer in kept { try transfer.discard(from: journal) }
        let bytes = kept.reduce(Int64(0)) { $0 + ($1.count ?? 0) }
        try context.console.notice(
            "\(kept.count) unfinished \(kept.count == 1 ? "transfer" : "transfers") removed (\(ByteCount.text(bytes)))")
    }

    private func confirm(_ kept: [UnfinishedTransfer], _ call: Call, _ console: Console) async throws -> Bool {
        if call[yes] { return true }
        guard console.surroundings.isInteractive else {
            if !call[transfers].isEmpty { return true }
            throw UsageError("without a person to ask, name the transfers or say --yes; nothing was removed")
        }
        for transfer in kept { try console.notice("  \(transfer.entry.id)  \(transfer.description)") }
        if try await console.confirm("Throw away what is there of \(kept.count == 1 ? "it" : "them")?") { return true }
        try console.notice("nothing was removed")
        return false
    }
}
