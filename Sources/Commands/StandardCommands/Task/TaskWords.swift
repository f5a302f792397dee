internal import BackendKit
internal import CommandKit

/// The tasks that can be named.
enum TaskWords {
    private static let most = 100

    /// The newest ones, for those who may list them.
    static let completion = CompletionSource.asked { question in
        var query = TaskQuery()
        query.limit = most
        return try await question.require(.tasks).tasks(matching: query).first(most).map { task in
            (task.id, "\(task.type)  \(task.status)")
        }
    }
}

/// `--status` of a task.
enum TaskStatus: String, ClosedChoice {
    case pending, processing, success, failure
    static let noun = "task status"
}

/// What tasks can be sorted by (Glance API v2, tasks).
enum TaskSortKey: String, ClosedChoice {
    case createdAt = "created_at"
    case expiresAt = "expires_at"
    case id, status, type
    case updatedAt = "updated_at"
    static let noun = "sort key"
}

/// `--sort-dir`.
enum SortDirection: String, ClosedChoice {
    case asc, desc
    static let noun = "sort direction"

    var direction: SortKey.Direction { self == .asc ? .ascending : .descending }
}
