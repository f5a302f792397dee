internal import BackendKit
internal import CommandKit
internal import Transfers

/// `transfer list`
struct ListTransfers: Command {
    private static let columns = ["ID", "Image", "Name", "Backend", "File", "Done", "Size", "State", "Started"]
    private static let shown = ["ID", "Name", "Backend", "File", "Done", "Size", "State"]

    let long = Flag("--long", help: "All the columns")

    var signature: Signature {
        Signature(
            "transfer list", "List the downloads that have not finished", long,
            discussion: [
                "A download that was interrupted, killed or cut off leaves what came so far in a hidden file beside its "
                    + "destination. This is where such files are remembered, and those of downloads that run now."
            ],
            output: .listing,
            columns: Self.columns,
            examples: [Example("transfer list", "What is left to finish")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var listing = try context.console.listing(
            Self.columns, shown: call[long] ? Self.columns : Self.shown, as: call.output)
        for transfer in try TransferJournal.required(in: context).unfinished() {
            let entry = transfer.entry
            try listing.add([
                .text(entry.id), .text(entry.image.rawValue), .text(entry.imageName), .text(entry.backend),
                .text(entry.destination), .number(transfer.count ?? 0), .number(entry.size),
                .text(transfer.state.rawValue), .text(entry.startedAt.text),
            ])
        }
        try listing.finish()
    }
}
