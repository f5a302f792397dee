public import BackendKit
import Synchronization

extension TestService: TaskListing {
    public nonisolated func tasks(matching query: TaskQuery) -> Pages<ImageTask> {
        Pages {
            let start = Mutex(Int?(0))
            return {
                guard let first = start.withLock({ $0 }) else { return nil }
                let all = await self.tasks(query)
                let size = query.pageSize ?? 25
                start.withLock { $0 = first + size < all.count ? first + size : nil }
                return Array(all.dropFirst(first).prefix(size))
            }
        }
    }

    public func task(_ id: String) throws -> ImageTask {
        guard let found = taskLog.first(where: { $0.id == id }) else {
            throw ImageError(.notFound, "no task '\(id)'", hint: "image task list")
        }
        return found
    }

    public func tasks(of image: Image.ID) async throws -> [ImageTask] {
        _ = try await self.image(image)
        return taskLog.filter { $0.image == image }
    }

    private func tasks(_ query: TaskQuery) -> [ImageTask] {
        var found = taskLog.filter { task in
            (query.type == nil || query.type == task.type) && (query.status == nil || query.status == task.status)
        }
        if query.sortKey == "status" { found.sort { $0.status < $1.status } }
        if query.sortDirection == .descending { found.reverse() }
        if let marker = query.marker, let place = found.firstIndex(where: { $0.id == marker }) {
            found.removeSubrange(...place)
        }
        return Array(found.prefix(query.limit ?? found.count))
    }
}

extension TestService: TaskCreating {
    public func createTask(_ type: String, input: [UInt8]) throws -> ImageTask {
        var task = ImageTask(id: "task-\(taskLog.count + 1)", type: type, status: "pending")
        task.input = String(decoding: input, as: UTF8.self)
        taskLog.append(task)
        return task
    }
}
