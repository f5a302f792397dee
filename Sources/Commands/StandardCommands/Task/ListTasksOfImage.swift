internal import BackendKit
internal import CommandKit

/// `image tasks`
struct ListTasksOfImage: NamedCommand {
    static let name = CommandName("image tasks", or: "image-tasks")

    /// The glance client's; the openstack client has no such command.
    private static let columns = [
        "Image Id", "Task Id", "Message", "Status", "Updated at", "User Id", "Request Id", "Result", "Owner", "Input",
        "Expires at",
    ]
    private static let shortColumns = ["Message", "Status", "Updated at"]

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of the image")
    let long = Flag("--long", help: "All the columns")

    var signature: Signature {
        Signature(
            Self.name, "List what a service did with one image by itself, such as imports", image, long,
            capabilities: [AnyCapability(.tasks)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image tasks cirros", "How far its import is, or why it failed"),
                Example("image tasks cirros --long -f json", "Everything, for a program"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, tasks) = try await context.locate(call[image], with: .tasks)
        let shown = call[long] ? Self.columns : Self.shortColumns
        var listing = try context.console.listing(Self.columns, shown: shown, as: call.output)
        for task in try await tasks.tasks(of: target.id) {
            try listing.add([
                .text(task.image?.rawValue), .text(task.id), .text(task.message), .text(task.status),
                .text(task.updatedAt?.text), .text(task.user), .text(task.requestID),
                ServiceJSON.value(of: task.result), .text(task.owner), ServiceJSON.value(of: task.input),
                .text(task.expiresAt?.text),
            ])
        }
        try listing.finish()
    }
}
