internal import BackendKit
internal import CommandKit

/// `server image create`
struct CreateServerImage: NamedCommand, RehearsingCommand {
    static let name = CommandName("server image create")

    let server = Positional("server", of: ServerReference.self, help: "Name or ID of the server")
    let name = Option<String>("--name", value: "image-name", help: "Name of the new image; the server's by default")
    let property = RepeatedOption<Assignment>(
        "--property", value: "key=value", help: "Set a property of the new image; may be repeated")
    let wait = Flag("--wait", help: "Wait until the image is made; how that ends is the command's status")

    var signature: Signature {
        Signature(
            Self.name, "Make an image of a server", server, name, property, wait,
            discussion: [
                "Where the backend is Glance, Nova of the same cloud is asked.",
                "Without --wait the command ends when the service has taken the order, which says nothing about how it "
                    + "ends. The service goes on when imgsh leaves, by Ctrl-C for instance. An image whose making "
                    + "fails vanishes, or its status becomes 'error'.",
                "The image of a server that starts from a volume has no data: its property 'block_device_mapping' "
                    + "names a snapshot of the volume.",
            ],
            capabilities: [AnyCapability(.snapshotting)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("make an image of a server"),
            examples: [
                Example("server image create web-1 --name web-1-before-upgrade --wait", "An image to go back to"),
                Example(
                    "server image create web-1 --property purpose=test", "With a property, under the server's name"),
            ])
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        _ = try await order(call, in: context)
        return .done
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (servers, target) = try await order(call, in: context)
        var request = SnapshotRequest(name: call[name] ?? target.name)
        for assignment in call[property] { request.properties[assignment.key] = assignment.value }
        let snapshot = request
        let id = try await context.console.ordering(snapshot.name) {
            try await context.located(at: call[server].span) {
                try await servers.snapshotServer(target.id, snapshot)
            }
        }
        context.remember(id)
        let watch = SnapshotWatch(
            image: id, name: snapshot.name, server: target, backend: try await context.backend, servers: servers,
            console: context.console)
        let image = call[wait] ? try await watch.finish() : try await watch.look()
        try context.console.write(made: image, as: call.output)
    }

    /// What makes an image, and the server it is made of.
    private func order(
        _ call: Call, in context: CommandContext
    ) async throws -> (servers: any ServerSnapshotting, target: Server) {
        let nova = try await context.serverBackend
        return (try nova.require(.snapshotting), try await call[server].server(on: nova, in: context))
    }
}
