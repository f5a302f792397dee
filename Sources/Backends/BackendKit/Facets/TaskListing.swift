/// Looking at the work a service does by itself.
public protocol TaskListing: Sendable {
    /// Every task there is; usually an administrator's right.
    /// - Throws: ``ImageError`` with code `.forbidden`.
    func tasks(matching query: TaskQuery) -> Pages<ImageTask>
    /// - Throws: ``ImageError`` with code `.notFound`; usually an administrator's right.
    func task(_ id: String) async throws -> ImageTask
    /// The tasks of one image, oldest first; everybody who sees the image sees them.
    func tasks(of image: Image.ID) async throws -> [ImageTask]
}

extension Capability<any TaskListing> {
    public static var tasks: Self { Self("tasks", "list tasks") }
}

/// Work a service does by itself, such as an import.
public struct ImageTask: Sendable, Equatable, Identifiable {
    public var id: String
    /// `api_image_import`, or what else the service works on.
    public var type: String
    /// `pending`, `processing`, `success`, `failure`.
    public var status: String
    /// The service's words: what it has done so far, or why it failed.
    public var message: String?
    public var image: Image.ID?
    /// A project's ID.
    public var owner: String?
    public var requestID: String?
    /// The ID of whoever asked for it.
    public var user: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// When the service forgets it; `nil` while it is not done.
    public var expiresAt: Timestamp?
    /// What it was given and what it made, as compact JSON.
    public var input: String?
    public var result: String?
    /// Where the description of the record is, as the service gave it; never used as an address.
    public var schema: String?

    public init(id: String, type: String, status: String) {
        self.id = id
        self.type = type
        self.status = status
    }
}

/// Which tasks to list, and in what order.
public struct TaskQuery: Sendable, Equatable {
    public var type: String?
    public var status: String?
    /// A field of a task, such as `created_at`, and `asc` or `desc`.
    public var sortKey: String?
    public var sortDirection: SortKey.Direction?
    /// Start after the task with this ID.
    public var marker: String?
    /// Tasks a page; `nil` is the service's default.
    public var pageSize: Int?
    /// At most so many tasks in all.
    public var limit: Int?

    public init() {}
}
