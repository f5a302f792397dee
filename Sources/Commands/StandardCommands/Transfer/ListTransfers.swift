internal import BackendKit
internal import CommandKit
internal import Transfers

/// `transfer list`
struct ListTransfers: NamedCommand {
    static let name = CommandName("transfer list")

    private static let columns = ["ID", "Kind", "Image", "Name", "Backend", "File", "Done", "Size", "State", "Started"]
    private static let shown = ["ID", "Kind", "Name", "Backend", "File", "Done", "Size", "State"]

    let long = Flag("--long", help: "All the columns")

    var signature: Signature {
        Signature(
            Self.name, "List the transfers that have not finished", long,
            discussion: [
                "A download that was interrupted, killed or cut off leaves what came so far in a hidden file beside its "
                    + "destination. This is where such files are remembered, and those of downloads that run now.",
                "An upload that was killed leaves the record of its image behind, without data; it is listed as 'left', and "
                    + "so is one whose record could not be deleted. An image that has its data, but not yet the protection "
                    + "that was asked for, is listed as 'unprotected'. One that was begun on another machine, or in another "
                    + "container, with the same home is 'elsewhere': whether it still runs is not to be seen from here.",
                "A download whose file cannot be looked at, such as on a disk that is away, is listed as 'unknown'; it is "
                    + "remembered until its file can be seen again, or 'transfer clean ID' forgets it.",
            ],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("transfer list", "What is left to finish")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(
            Self.columns, shown: call[long] ? Self.columns : Self.shown, as: call.output)
        let all = try UnfinishedTransfer.all(in: try TransferJournal.required(in: context))
        for transfer in all {
            switch transfer {
            case .download(let download): try listing.add(Self.row(download))
            case .upload(let upload): try listing.add(Self.row(upload))
            }
        }
        try listing.finish()
        for transfer in all {
            if let reason = transfer.reason { try context.console.notice("\(transfer.id): \(reason)") }
        }
    }

    private static func row(_ download: UnfinishedDownload) -> [OutputValue] {
        let entry = download.entry
        return [
            .text(entry.id), .text("download"), .text(entry.image.rawValue), .text(entry.imageName),
            .text(entry.backend), .text(entry.destination),
            .number(download.count ?? (download.state == .unknown ? nil : 0)), .number(entry.size),
            .text(download.state.rawValue), .text(entry.startedAt.text),
        ]
    }

    private static func row(_ upload: UnfinishedUpload) -> [OutputValue] {
        let entry = upload.entry
        return [
            .text(entry.id), .text("upload"), .text(entry.image.rawValue), .text(entry.imageName),
            .text(entry.backend), .text(entry.source), .number(nil), .number(entry.size),
            .text(upload.state.rawValue), .text(entry.startedAt.text),
        ]
    }
}
