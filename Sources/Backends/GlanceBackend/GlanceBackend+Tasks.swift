public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Work the service does by itself.
extension GlanceBackend: TaskListing {
    public func tasks(matching query: TaskQuery) -> Pages<ImageTask> {
        let list = ServiceList(
            path: ["tasks"], member: "tasks", query: Self.parameters(query), start: query.marker, deed: "listing tasks")
        return Pages {
            let given = TaskCount(query.limit ?? .max)
            let walk = self.walk(list)
            return {
                while true {
                    let rest = await given.rest
                    guard rest > 0 else { return nil }
                    let most = max(1, min(query.pageSize ?? ServiceList.largestPage, rest))
                    guard let items = try await walk.next(atMost: most) else { return nil }
                    let tasks = self.readable(items).prefix(rest)
                    await given.take(tasks.count)
                    if !tasks.isEmpty { return Array(tasks) }
                }
            }
        }
    }

    public func task(_ id: String) async throws -> ImageTask {
        let none = ImageError(.notFound, "no task '\(id)' on \(info.name)", hint: "task list")
        guard PathSegment.isSafe(id) else { throw none }
        let response = try await ask(ServiceRequest(.get, ["tasks", id])) { fault in
            fault.status == 404
                ? fault.error(.notFound, none.message, hint: none.hint) : self.refusal(fault, "showing task \(id)")
        }
        guard let task = TaskRecord.task(try response.json()) else {
            throw ImageError(.protocol, "the service described a task in a way nobody can read")
        }
        return task
    }

    public func tasks(of image: Image.ID) async throws -> [ImageTask] {
        let response = try await ask(ServiceRequest(.get, try path(of: image, "tasks"))) { fault in
            guard fault.status == 404 else { return self.refusal(fault, "listing the tasks of image \(image)") }
            // Glance says 404 for an image that is not there, and before API version 2.12 for the call itself.
            guard try await self.imageIfPresent(image) != nil else { return self.noImage(image, fault) }
            return self.missing("tasks of an image", fault)
        }
        return readable(try response.items("tasks")).sorted { one, other in
            (one.createdAt?.text ?? "").precedesInBytes(other.createdAt?.text ?? "")
        }
    }

    private func readable(_ items: [JSON]) -> [ImageTask] {
        items.compactMap { json in
            let task = TaskRecord.task(json)
            if task == nil { diagnostics.report(.warning("a task of the list is unreadable: it has no ID")) }
            return task
        }
    }

    private static func parameters(_ query: TaskQuery) -> [(name: String, value: String)] {
        let all = [
            ("type", query.type), ("status", query.status), ("sort_key", query.sortKey),
            ("sort_dir", query.sortDirection?.rawValue),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// Work that an administrator gives the service by hand.
extension GlanceBackend: TaskCreating {
    public func createTask(_ type: String, input: [UInt8]) async throws -> ImageTask {
        let deed = "creating a task"
        var body = JSONObject()
        body["type"] = .string(type)
        body["input"] = try JSONReader.value(of: input)
        let request = ServiceRequest(
            .post, ["tasks"], body: .bytes(JSON.object(body).bytes), accepts: [201], repeats: .whenUntouched)
        do {
            let response = try await client.send(request)
            guard let task = TaskRecord.task(try response.json()) else {
                throw ImageError(.protocol, "the service described a task in a way nobody can read")
            }
            return task
        } catch {
            // Another try might make a second one.
            if let cause = AnswerLost.cause(of: error) {
                throw ImageError(
                    .network, "\(deed): the answer never came, and it is not known whether it was created",
                    details: cause.asDetails, hint: "image task list")
            }
            guard let fault = error as? ServiceFault else { throw error }
            throw refusal(fault, deed)
        }
    }
}

/// How many tasks may still be handed out.
private actor TaskCount {
    private(set) var rest: Int
    init(_ limit: Int) { rest = limit }
    func take(_ count: Int) { rest -= count }
}
