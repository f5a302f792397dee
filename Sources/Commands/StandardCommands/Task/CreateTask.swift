internal import BackendKit
internal import CommandKit
internal import JSONText

/// `task-create`
struct CreateTask: NamedCommand {
    static let name = CommandName("task-create")

    let type = Option<String>(
        "--type", value: "type", completion: .words([("import", ""), ("location_import", "")]), isNeeded: true,
        help: "What shall be done")
    let input = Option<String>(
        "--input", value: "json", default: "{}", help: "What it shall work on, an object in JSON")

    var signature: Signature {
        Signature(
            Self.name, "Give the service work, as the glance client says it", type, input,
            discussion: ["Services allow this to administrators, if to anybody: 'image import' is the way for users."],
            capabilities: [AnyCapability(.creatingTasks)],
            output: .record,
            columns: GlanceTaskRecord.fields,
            isHidden: true,
            changes: .always("create a task"),
            examples: [
                Example(
                    "task-create --type import --input '{\"import_from\": \"http://mirror.example/a.img\", "
                        + "\"import_from_format\": \"raw\", \"image_properties\": {}}'", "An import of old")
            ])
    }

    func check(_ call: Call) throws(UsageError) { _ = try task(of: call) }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (type, input) = try task(of: call)
        let tasks = try await context.require(.creatingTasks)
        let made = try await tasks.createTask(type, input: input)
        try context.console.write(GlanceTaskRecord.record(of: made), as: call.output)
    }

    private func task(of call: Call) throws(UsageError) -> (type: String, input: [UInt8]) {
        guard let type = call[type], !type.isEmpty else {
            throw UsageError("'task-create' needs --type; nothing was created", hint: "task-create --type import")
        }
        let bytes = Array((call[input] ?? "{}").utf8)
        guard (try? JSONReader.value(of: bytes).object) != nil else {
            throw UsageError(
                "--input must be an object in JSON; nothing was created", at: call.spans(of: input).last,
                hint: "--input '{\"name\": \"value\"}'")
        }
        return (type, bytes)
    }
}
