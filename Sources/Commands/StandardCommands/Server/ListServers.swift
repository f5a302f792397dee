internal import BackendKit
internal import CommandKit

/// `server list`
struct ListServers: NamedCommand {
    static let name = CommandName("server list")

    private static let columns = ["ID", "Name", "Status", "Image ID"]

    let name = Option<String>(
        "--name", value: "name", completion: .serverNames, help: "Only servers of exactly this name")
    let limit = Option<Int64>("--limit", value: "number", help: "At most so many servers")

    var signature: Signature {
        Signature(
            Self.name, "List the servers that images can be made of", name, limit,
            discussion: [
                "A server that starts from a volume has no image. Where the backend is Glance, Nova of the same cloud is "
                    + "asked."
            ],
            capabilities: [AnyCapability(.snapshotting)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("server list", "The servers of your project"),
                Example("server list --name web-1 -f value -c ID", "The ID of a server"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let servers = try await context.serverBackend.require(.snapshotting)
        var listing = try context.console.listing(Self.columns, as: call.output)
        var rest = call[limit].map { Int(clamping: $0) } ?? .max
        if rest > 0 {
            for try await page in servers.servers(named: call[name]) {
                for server in page.prefix(rest) {
                    try listing.add([
                        .text(server.id.rawValue), .text(server.name), .text(server.status),
                        .text(server.image?.rawValue),
                    ])
                }
                rest -= min(rest, page.count)
                if rest == 0 { break }
            }
        }
        try listing.finish()
    }
}
