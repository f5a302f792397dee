internal import BackendKit
internal import JSONText

/// A task as Glance writes it. The tasks of an image name some fields otherwise than tasks by themselves.
enum TaskRecord {
    /// - Returns: `nil` for something without an ID.
    static func task(_ json: JSON) -> ImageTask? {
        guard let id = json["id"]?.string else { return nil }
        var task = ImageTask(
            id: id, type: json["type"]?.string ?? "unknown", status: json["status"]?.string ?? "unknown")
        task.message = json["message"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        task.image = json["image_id"]?.string.map(Image.ID.init(_:))
        task.owner = json["owner"]?.string
        task.requestID = json["request_id"]?.string ?? json["request-id"]?.string
        task.user = json["user_id"]?.string ?? json["user"]?.string
        task.createdAt = json["created_at"]?.string.map(Timestamp.init(text:))
        task.updatedAt = json["updated_at"]?.string.map(Timestamp.init(text:))
        task.expiresAt = json["expires_at"]?.string.map(Timestamp.init(text:))
        task.input = text(json["input"])
        task.result = text(json["result"])
        task.schema = json["schema"]?.string
        return task
    }

    private static func text(_ json: JSON?) -> String? {
        switch json {
        case nil, .null: nil
        case let json?: json.text
        }
    }
}

extension ImageTask {
    /// Whether the service has not finished it.
    var isUnfinished: Bool { status == "pending" || status == "processing" }
    var hasFailed: Bool { status == "failure" }
}
