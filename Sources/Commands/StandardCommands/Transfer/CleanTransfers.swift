internal import BackendKit
internal import CommandKit
internal import Transfers

/// `transfer clean`
struct CleanTransfers: NamedCommand {
    static let name = CommandName("transfer clean")

    let transfers = Rest(
        "transfer", of: TransferReference.self, minimum: 0, help: "IDs of 'transfer list'; all without")
    let forget = Flag("--forget", help: "Only forget them: nothing is removed, here or in a backend")
    let yes = Flag("--yes", "-y", help: "Do not ask")

    var signature: Signature {
        Signature(
            Self.name, "Throw away what interrupted transfers left", transfers, forget, yes,
            discussion: [
                "Removes the hidden files of downloads, and the records without data that uploads left in their "
                    + "backends. Files under their own names and images that have their data are not touched, and "
                    + "transfers that run are left alone. At a terminal a question is asked; a script that names no "
                    + "transfers needs --yes.",
                "A download whose file cannot be looked at now is left alone too, unless it is named: then it is forgotten, "
                    + "and its file, should it come back with its disk, stays where it is.",
                "An upload that may still run on another machine, or in another container, with the same home is left alone "
                    + "unless it is named.",
                "With --forget nothing is removed and no backend is asked: for uploads into a service that has moved or "
                    + "is no more.",
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
        let left = try stopped(chosen, call, context.console)
        guard !left.isEmpty else { return try context.console.notice("there is nothing to clean") }
        guard try await confirm(left, call, context.console) else { return }
        var failures: [ExitStatus] = []
        var (count, bytes) = (0, Int64(0))
        for transfer in left {
            do {
                if call[forget] {
                    try transfer.forget(in: journal, telling: context.console)
                    count += 1
                    continue
                }
                switch transfer {
                case .download(let download):
                    guard let size = try discard(download, from: journal, call, context.console) else { continue }
                    (count, bytes) = (count + 1, [bytes, size].byteSum())
                case .upload(let upload):
                    if try await upload.discard(from: journal, in: context) { count += 1 }
                }
            } catch  where !(error is CancellationError) && left.count > 1 {
                failures.append(ExitStatus(error))
                try context.console.report(error, about: "the \(transfer.description)")
            }
        }
        try context.console.notice(
            "\(count) unfinished \(count == 1 ? "transfer" : "transfers") \(call[forget] ? "forgotten" : "removed")"
                + (bytes > 0 ? " (\(ByteCount.text(bytes)))" : ""))
        if let worst = ExitStatus.worst(of: Set(failures)) { throw SilentFailure(worst) }
    }

    /// Those that can be thrown away. What cannot be looked at is forgotten only if it was named, and what may run elsewhere
    /// is thrown away only then.
    private func stopped(
        _ chosen: [UnfinishedTransfer], _ call: Call, _ console: Console
    ) throws -> [UnfinishedTransfer] {
        var stopped: [UnfinishedTransfer] = []
        for transfer in chosen where !transfer.isRunning {
            if let reason = transfer.reason, call[transfers].isEmpty, !call[forget] || transfer.mayRunElsewhere {
                let deed = transfer.mayRunElsewhere ? "if it does not" : "to forget it"
                try console.notice(
                    "the \(transfer.description) is left alone: \(reason); \(deed): transfer clean \(transfer.id)"
                        + (call[forget] ? " --forget" : ""))
            } else {
                stopped.append(transfer)
            }
        }
        return stopped
    }

    /// - Returns: the bytes that were removed; `nil` when it is not thrown away, because it runs again.
    /// - Throws: ``ImageError``; then the journal still knows of it.
    private func discard(
        _ download: UnfinishedDownload, from journal: TransferJournal, _ call: Call, _ console: Console
    ) throws -> Int64? {
        switch try download.discard(from: journal) {
        case .removed(let bytes): return bytes
        case .nothing: return 0
        case .forgotten:
            try console.notice(
                "the download of \(download.description) is forgotten; if '\(download.entry.part)' comes back, it stays"
            )
            return 0
        case .running:
            let message = "the download of \(download.description) is running by now, and was left alone"
            guard call[transfers].isEmpty else { throw ImageError(.conflict, message) }
            try console.notice(message)
            return nil
        }
    }

    private func confirm(_ left: [UnfinishedTransfer], _ call: Call, _ console: Console) async throws -> Bool {
        if call[yes] { return true }
        guard console.surroundings.isInteractive else {
            if !call[transfers].isEmpty { return true }
            throw UsageError("without a person to ask, name the transfers or say --yes; nothing was removed")
        }
        for transfer in left {
            let fate = !call[forget] && !transfer.mayRunElsewhere ? ", and it would only be forgotten" : ""
            let reason = transfer.reason.map { ": \($0)\(fate)" } ?? ""
            try console.notice("  \(transfer.id)  \(transfer.description)\(reason)")
        }
        let them = left.count == 1 ? "it" : "them"
        let question = call[forget] ? "Forget \(them)?" : "Throw away what is there of \(them)?"
        if try await console.confirm(question) { return true }
        try console.notice("nothing was removed")
        return false
    }
}
