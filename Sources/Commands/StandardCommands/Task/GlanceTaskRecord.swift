internal import BackendKit
internal import CommandKit

/// A task in the shape of the glance client: what the service says, without what it leaves out.
enum GlanceTaskRecord {
    static let fields = [
        "created_at", "expires_at", "id", "image_id", "input", "message", "owner", "request_id", "result", "status",
        "type", "updated_at", "user_id",
    ]

    /// Fields that every task has, if only without a value.
    private static let always: Set = ["input", "message", "owner", "result"]

    static func record(of task: ImageTask) -> Record {
        let values: [OutputValue] = [
            .text(task.createdAt?.text), .text(task.expiresAt?.text), .text(task.id), .text(task.image?.rawValue),
            ServiceJSON.value(of: task.input), .text(task.message ?? ""), .text(task.owner), .text(task.requestID),
            ServiceJSON.value(of: task.result), .text(task.status), .text(task.type), .text(task.updatedAt?.text),
            .text(task.user),
        ]
        let entries = zip(fields, values).map { OutputValue.Entry($0, $1) }
        return Record(entries.filter { always.contains($0.name) || $0.value != .null })
    }
}
