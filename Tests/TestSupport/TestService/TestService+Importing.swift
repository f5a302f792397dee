public import BackendKit

/// An import on its way.
struct ImportJob: Sendable {
    let request: ImportRequest
    let task: String
    let stores: [Store.ID]
    var data: [UInt8]?
    var done: [Store.ID] = []
    var failed: [Store.ID] = []
    var failure: String?

    var hasData: Bool { data != nil }
    var pending: [Store.ID] { stores.filter { !done.contains($0) && !failed.contains($0) } }
}

extension TestService: ImageImporting {
    public func importMethods() -> [ImportRequest.Method] { [.glanceDirect, .webDownload, .copyImage] }

    public func stage(_ data: ByteStream, for image: Image.ID) async throws -> Image {
        let target = try await self.image(image)
        guard target.status == .queued else {
            throw ImageError(.conflict, "image '\(target.label)' is '\(target.status)', not 'queued'")
        }
        let bytes = try await data.bytes()
        if let length = data.length, length != Int64(bytes.count) {
            throw ImageError(.integrity, "\(bytes.count) bytes came instead of \(length)")
        }
        staged[image] = bytes
        return try await self.image(image)
    }

    public func importImage(_ image: Image.ID, _ request: ImportRequest) async throws {
        let target = try await self.image(image)
        guard jobs[image] == nil else { throw ImageError(.conflict, "image '\(target.label)' is busy with an import") }
        for store in request.stores { try requireStore(store) }
        let writable = knownStores.filter { !$0.isReadOnly }.map(\.id)
        var stores = request.allStores ? writable : request.stores.isEmpty ? ["fast"] : request.stores
        if request.method == .copyImage { stores.removeAll { (places(of: target) ?? []).contains($0) } }
        var task = ImageTask(id: "task-\(taskLog.count + 1)", type: "api_image_import", status: "processing")
        task.image = image
        task.owner = Self.owner
        task.user = "user-1"
        task.requestID = "req-\(taskLog.count + 1)"
        task.createdAt = now()
        task.updatedAt = task.createdAt
        task.input =
            "{\"image_id\":\"\(image)\",\"import_req\":{\"method\":{\"name\":\"\(request.method)\""
            + (request.uri.map { ",\"uri\":\"\($0)\"" } ?? "") + "},\"all_stores\":\(request.allStores)}}"
        taskLog.append(task)
        jobs[image] = ImportJob(request: request, task: task.id, stores: stores)
        finishedJobs[image] = nil
        if worksAtOnce { while jobs[image] != nil { try await work() } }
    }

    public func importState(of image: Image.ID) async throws -> ImportState {
        let target = try await self.image(image)
        guard let job = jobs[image] ?? finishedJobs[image] else { return ImportState(image: target, isRunning: false) }
        return ImportState(
            image: target, pendingStores: job.pending, failedStores: job.failed,
            message: taskLog.first { $0.id == job.task }?.message, isRunning: jobs[image] != nil, failure: job.failure)
    }

    /// Does a piece of every import: gets the data, or puts it into one store.
    public func work() async throws {
        for (image, var job) in jobs {
            if job.data == nil {
                job.data = try await data(for: job, of: image)
                if job.data == nil {
                    job.failed = job.stores
                    job.failure = "Task failed due to Internal Error"
                }
            } else if let store = job.pending.first {
                if brokenStores.contains(store) {
                    job.failed.append(store)
                    job.failure = "store '\(store)' did not take the data"
                } else {
                    job.done.append(store)
                    note(job, "Copied \((job.data?.count ?? 0) >> 20) MiB")
                }
            }
            jobs[image] = job
            if job.failure != nil && (job.data == nil || job.request.mustSucceedEverywhere == true)
                || job.data != nil && job.pending.isEmpty
            {
                try await finish(job, of: image)
            }
        }
    }

    private func data(for job: ImportJob, of image: Image.ID) async throws -> [UInt8]? {
        switch job.request.method {
        case .webDownload: job.request.uri.flatMap { web[$0] }
        case .copyImage: []
        default: staged.removeValue(forKey: image)
        }
    }

    private func finish(_ job: ImportJob, of image: Image.ID) async throws {
        jobs[image] = nil
        finishedJobs[image] = job
        let isUndone = job.done.isEmpty || (job.failure != nil && job.request.mustSucceedEverywhere == true)
        if !isUndone, job.request.method == .copyImage {
            copies[image] = (copies[image] ?? ["fast"]) + job.done
        } else if !isUndone, let data = job.data {
            _ = try await upload(ByteStream(data), to: image, in: job.done[0])
            copies[image] = job.done
        }
        note(job, job.failure, status: isUndone ? "failure" : "success")
    }

    private func note(_ job: ImportJob, _ message: String?, status: String? = nil) {
        guard let place = taskLog.firstIndex(where: { $0.id == job.task }) else { return }
        taskLog[place].message = message ?? taskLog[place].message
        taskLog[place].status = status ?? taskLog[place].status
        taskLog[place].updatedAt = now()
    }
}
