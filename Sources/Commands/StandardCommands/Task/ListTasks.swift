internal import BackendKit
internal import CommandKit

/// `image task list`
struct ListTasks: NamedCommand {
    static let name = CommandName("image task list", or: "task-list")

    private static let columns = ["ID", "Type", "Status", "Owner"]

    let sortKey = Option<TaskSortKey>("--sort-key", value: "key", help: "Sort by this field of a task")
    let sortDirection = Option<SortDirection>("--sort-dir", value: "direction", help: "asc or desc")
    let limit = Option<Int64>("--limit", value: "number", help: "At most so many tasks; 0 is all")
    let maxItems = Option<Int64>("--max-items", value: "number", help: "The same as --limit")
    let pageSize = Option<Int64>("--page-size", value: "number", help: "Tasks in each answer of the service")
    let marker = Option<String>(
        "--marker", value: "task", completion: TaskWords.completion, help: "Begin after the task with this ID")
    let type = Option<String>(
        "--type", value: "type", completion: .words([("import", ""), ("api_image_import", "")]),
        help: "Only tasks of this type")
    let status = Option<TaskStatus>("--status", value: "status", help: "Only tasks with this status")

    var signature: Signature {
        Signature(
            Self.name, "List the work a service does by itself", sortKey, sortDirection, limit, maxItems,
            pageSize, marker, type, status,
            discussion: [
                "Mostly an administrator's right. The tasks of one image are for everybody who sees the image: "
                    + "image tasks."
            ],
            capabilities: [AnyCapability(.tasks)],
            output: .listing,
            columns: Self.columns,
            changes: .nothing,
            examples: [
                Example("image task list --status failure", "What went wrong lately"),
                Example("image task list --sort-key created_at --sort-dir desc --limit 5", "The five newest"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        var query = TaskQuery()
        query.type = call[type]
        query.status = call[status]?.rawValue
        query.sortKey = call[sortKey]?.rawValue
        query.sortDirection = call[sortDirection]?.direction
        query.marker = call[marker]
        query.pageSize = call[pageSize].map { Int(clamping: $0) }
        query.limit = [call[limit], call[maxItems]].compactMap { $0 }.filter { $0 > 0 }.min().map { Int(clamping: $0) }
        let tasks = try await context.require(.tasks)
        var listing = try context.console.listing(Self.columns, as: call.output)
        for try await page in tasks.tasks(matching: query) {
            for task in page {
                try listing.add([.text(task.id), .text(task.type), .text(task.status), .text(task.owner)])
            }
        }
        try listing.finish()
    }
}
