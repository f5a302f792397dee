internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// `transfer resume`
struct ResumeTransfers: Command {
    let transfers = Rest(
        "transfer", of: TransferReference.self, minimum: 0, help: "IDs of 'transfer list'; all without")
    let limitRate = TransferRate.option

    var signature: Signature {
        Signature(
            "transfer resume", "Finish downloads that were interrupted", transfers, limitRate,
            discussion: [
                "Each goes on with what is there, from the backend it came from, and is verified as a whole. One whose "
                    + "image has changed starts anew; one that cannot be finished stays, and the others go on."
            ],
            examples: [Example("transfer resume", "Finish everything")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let chosen = try TransferJournal.required(in: context).unfinished(call[transfers])
        let kept = chosen.filter { $0.state == .kept }
        for running in chosen where running.state == .running && !call[transfers].isEmpty {
            throw ImageError(.conflict, "the download of \(running.description) is running")
        }
        guard !kept.isEmpty else { return try context.console.notice("there is nothing to resume") }
        var options = Download.Options()
        options.limit = call[limitRate]?.limit
        var worst = SaveSummary(of: kept.count, directory: "")
        for transfer in kept {
            do {
                try await resume(transfer.entry, options, in: context)
                try context.console.notice("'\(transfer.entry.destination)' is complete")
            } catch  where !(error is CancellationError) && kept.count > 1 {
                worst.failed(error)
                try context.console.report(error, about: "'\(transfer.entry.destination)'")
            }
        }
        if let status = worst.status { throw SilentFailure(status) }
    }

    private func resume(_ entry: JournalEntry, _ options: Download.Options, in context: CommandContext) async throws {
        let backend = try await backend(of: entry, in: context.session)
        let image: Image
        do {
            image = try await backend.image(entry.image)
        } catch let error as ImageError where error.code == .notFound {
            throw error.adding("what is there of it is of no more use: transfer clean \(entry.id)")
        }
        guard backend.info.location == entry.location else {
            throw ImageError(
                .conflict,
                "this download came from \(entry.location), but '\(entry.backend)' is \(backend.info.location) now")
        }
        let destination = try Destination(entry.destination, replacing: entry.replaces)
        let saved = SavedImage(image, of: backend)
        try await SaveRun([saved], options: options, context: context).save(saved, to: destination)
    }

    /// An open one that points to the same place, in whatever project, or else one that is opened for it.
    private func backend(of entry: JournalEntry, in session: Session) async throws -> any ImageBackend {
        let open = await session.openBackends.map(\.backend).first {
            $0.info.name.hasSameBytes(as: entry.backend) && $0.info.location == entry.location
        }
        if let open { return open }
        return try await session.open(try await session.choice(for: entry.backend)).backend
    }
}
