/// Giving a service work by a task, as its administrators may.
public protocol TaskCreating: Sendable {
    /// - Parameters:
    ///   - type: such as `import`.
    ///   - input: what the task shall work on, as JSON.
    /// - Throws: ``ImageError``: `.forbidden`; `.usage` for a type or an input the service does not take.
    func createTask(_ type: String, input: [UInt8]) async throws -> ImageTask
}

extension Capability<any TaskCreating> {
    public static var creatingTasks: Self { Self("create-tasks", "create tasks") }
}
