internal import BackendKit
internal import CommandKit

/// `image task show`
struct ShowTask: NamedCommand {
    static let name = CommandName("image task show", or: "task-show")

    private static let fields = [
        "created_at", "expires_at", "id", "input", "message", "owner_id", "properties", "result", "status", "type",
        "updated_at",
    ]

    let task = Positional("task", of: String.self, completion: TaskWords.completion, help: "ID of the task")

    var signature: Signature {
        Signature(
            Self.name, "Show everything about one task", task,
            discussion: ["Credentials in an address the task was given are struck out."],
            capabilities: [AnyCapability(.tasks)],
            output: .record,
            columns: Self.fields,
            changes: .nothing,
            examples: [
                Example(
                    "image task show 88b789ff-9c7c-45b6-bc5c-2614166f39b2 -f value -c message",
                    "What the task says about itself")
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let tasks = try await context.require(.tasks)
        let id = call[task]
        let found = try await context.located(at: call.spans(of: task).first) { try await tasks.task(id) }
        if context.console.surroundings.tableLook == .glance {
            try context.console.write(GlanceTaskRecord.record(of: found), as: call.output)
            return
        }
        // The openstack client has a place for what else a task says, and leaves it empty.
        let others: [OutputValue.Entry] = [
            .init("image_id", .text(found.image?.rawValue)), .init("request_id", .text(found.requestID)),
            .init("user_id", .text(found.user)),
        ]
        let values: [OutputValue] = [
            .text(found.createdAt?.text), .text(found.expiresAt?.text), .text(found.id),
            ServiceJSON.value(of: found.input), .text(found.message), .text(found.owner),
            .map(others.filter { $0.value != .null }), ServiceJSON.value(of: found.result), .text(found.status),
            .text(found.type), .text(found.updatedAt?.text),
        ]
        try context.console.write(
            Record(zip(Self.fields, values).map { OutputValue.Entry($0, $1) }), as: call.output)
    }
}
