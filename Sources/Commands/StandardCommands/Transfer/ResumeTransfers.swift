internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// `transfer resume`
struct ResumeTransfers: NamedCommand {
    static let name = CommandName("transfer resume")

    let transfers = Rest(
        "transfer", of: TransferReference.self, minimum: 0, help: "IDs of 'transfer list'; all without")
    let connections = ConnectionCount.option
    let limitRate = TransferRate.option

    var signature: Signature {
        Signature(
            Self.name, "Finish transfers that were interrupted", transfers, connections, limitRate,
            discussion: [
                "A download goes on with what is there, from the backend it came from, and is verified as a whole. One "
                    + "whose image has changed starts anew; one that cannot be finished stays, and the others go on.",
                "An image that has its data, but not yet the protection that its upload was to set, is protected. Any "
                    + "other upload can only begin again.",
            ],
            changes: .always("go on with transfers"),
            examples: [Example("transfer resume", "Finish everything")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let journal = try TransferJournal.required(in: context)
        let chosen = try journal.unfinished(call[transfers])
        if !call[transfers].isEmpty { try Self.require(chosen) }
        for transfer in chosen {
            if let reason = transfer.reason {
                try context.console.notice("the \(transfer.description) is left alone: \(reason)")
            }
        }
        let left = chosen.filter(Self.canGoOn)
        guard !left.isEmpty else { return try context.console.notice("there is nothing to resume") }
        let options = Download.Options(call, in: context)
        var failures: Set<ExitStatus> = []
        for transfer in left {
            do {
                switch transfer {
                case .download(let download):
                    try await resume(download.entry, options, in: context)
                    try context.console.notice("'\(download.entry.destination)' is complete")
                case .upload(let upload): try await upload.protect(from: journal, in: context)
                }
            } catch  where !(error is CancellationError) && left.count > 1 {
                failures.insert(ExitStatus(error))
                try context.console.report(error, about: Self.subject(transfer))
            }
        }
        if let worst = ExitStatus.worst(of: failures) { throw SilentFailure(worst) }
    }

    private static func canGoOn(_ transfer: UnfinishedTransfer) -> Bool {
        switch transfer {
        case .download(let download): download.state == .kept
        case .upload(let upload): upload.state == .unprotected
        }
    }

    /// What an error is about.
    private static func subject(_ transfer: UnfinishedTransfer) -> String {
        switch transfer {
        case .download(let download): "'\(download.entry.destination)'"
        case .upload: "the \(transfer.description)"
        }
    }

    /// - Throws: ``ImageError`` for one that nobody can go on with.
    private static func require(_ chosen: [UnfinishedTransfer]) throws(ImageError) {
        for transfer in chosen {
            if transfer.isRunning { throw ImageError(.conflict, "the \(transfer.description) is running") }
            if let reason = transfer.reason, transfer.mayRunElsewhere {
                throw ImageError(
                    .conflict, "the \(transfer.description) cannot go on here: \(reason); nothing was changed")
            }
            if let reason = transfer.reason {
                throw ImageError(
                    .local,
                    "the \(transfer.description) cannot go on now: \(reason); nothing was changed, and it can still be "
                        + "forgotten",
                    hint: "transfer clean \(transfer.id)")
            }
            if case .upload(let upload) = transfer, upload.state == .left {
                throw ImageError(
                    .unsupported,
                    "an upload cannot go on where it stopped, only begin again: the \(transfer.description)",
                    hint: "transfer clean \(transfer.id)")
            }
        }
    }

    private func resume(_ entry: DownloadEntry, _ options: Download.Options, in context: CommandContext) async throws {
        let backend = try await context.session.backend(named: entry.backend, at: entry.location)
        let image: Image
        do {
            image = try await backend.image(entry.image)
        } catch let error as ImageError where error.code == .notFound {
            throw error.adding("what is there of it is of no more use: transfer clean \(entry.id)")
        }
        guard backend.info.points(to: entry.location) else {
            throw ImageError(
                .conflict,
                "this download came from \(entry.location), but '\(entry.backend)' is \(backend.info.location) now")
        }
        let destination = try Self.destination(of: entry)
        let saved = SavedImage(image, of: backend)
        try await SaveRun([saved], options: options, context: context).save(saved, to: destination)
    }

    /// - Throws: ``ImageError`` as ``Destination/init(_:replacing:mode:)``, with a hint that goes on with what is kept.
    private static func destination(of entry: DownloadEntry) throws(ImageError) -> Destination {
        do {
            return try Destination(entry.destination, replacing: entry.replaces)
        } catch  where error.code == .conflict {
            var error = error
            let image = Quoting.word("\(entry.backend)//\(entry.image)")
            error.hint = "image save \(image) --file \(Quoting.word(entry.destination)) --force"
            throw error
        }
    }
}
