internal import BackendKit
internal import CommandKit

/// `image location list`
struct ListLocations: NamedCommand {
    static let name = CommandName("image location list")

    private static let columns = ["URL", "Metadata", "Checksum", "Hash Algorithm", "Hash Value"]
    private static let shortColumns = ["URL", "Metadata"]

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let long = Flag("--long", help: "All the columns")
    let showSecrets = Flag("--show-secrets", help: "With the credentials that addresses may hold")

    var signature: Signature {
        Signature(
            Self.name, "List the addresses of an image's data", image, long, showSecrets,
            discussion: [
                "Most services show them to nobody, or to administrators only. An address may hold a user name and a "
                    + "password of the storage behind it; they are struck out."
            ],
            capabilities: [AnyCapability(.locations)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [Example("image location list cirros", "Where the data is")])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, locations) = try await context.locate(call[image], with: .locations)
        let shown = call[long] ? Self.columns : Self.shortColumns
        var listing = try context.console.listing(Self.columns, shown: shown, as: call.output)
        for location in try await locations.locations(of: target.id) {
            let url = call[showSecrets] ? location.url : ShownURL.text(location.url)
            try listing.add([
                .text(url), .map(location.metadata.map { .init($0.name, .text($0.value)) }), .text(location.checksum),
                .text(location.hash?.algorithm), .text(location.hash?.value),
            ])
        }
        try listing.finish()
    }
}
