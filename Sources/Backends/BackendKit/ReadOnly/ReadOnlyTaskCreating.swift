/// Refuses to give a service work.
struct ReadOnlyTaskCreating: TaskCreating {
    func createTask(_ type: String, input: [UInt8]) async throws -> ImageTask {
        throw ReadOnlyBackend.refusal("no task '\(type)' was made")
    }
}
