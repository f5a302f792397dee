public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Data the service fetches or takes over by itself.
extension GlanceBackend: ImageImporting {
    public func importMethods() async throws -> [ImportRequest.Method] {
        let response = try await ask(ServiceRequest(.get, ["info", "import"])) { fault in
            fault.status == 404
                ? self.missing("import of images", fault) : self.refusal(fault, "asking for the import methods")
        }
        let names = try response.json()["import-methods"]?["value"]?.array ?? []
        var methods: [ImportRequest.Method] = []
        for name in names.compactMap(\.string).map(ImportRequest.Method.init(rawValue:)) where !methods.contains(name) {
            methods.append(name)
        }
        return methods
    }

    public func stage(_ data: ByteStream, for image: Image.ID) async throws -> Image {
        try await DataUpload(backend: self, id: image, target: .staging).send(data)
    }

    public func importImage(_ image: Image.ID, _ request: ImportRequest) async throws {
        let before = try await self.image(image)
        let deed = "importing into image '\(before.label)'"
        try await change(
            ServiceRequest(
                .post, try path(of: image, "import"), body: .bytes(ImportBody.json(request).bytes), accepts: [202]),
            deed,
            look: { Self.hasBegun(request, before, now: try await self.image(image)) ? () : nil },
            answer: { _ in },
            refusal: { fault in try await self.importRefusal(fault.hiding(request.uri), before, request, deed) })
    }

    public func importState(of image: Image.ID) async throws -> ImportState {
        // Tasks first: a task that ends between the two looks is still running in the first and over in the second,
        // and the next look tells the same story twice.
        var tasks: [ImageTask]?
        do {
            tasks = try await self.tasks(of: image)
        } catch let error as ImageError where error.code == .unsupported {
            tasks = nil
        }
        return ImportState(try await self.image(image), tasks)
    }

    /// Whether the service has taken the request, by the look of the record.
    private static func hasBegun(_ request: ImportRequest, _ before: Image, now: Image) -> Bool {
        if now.importTask != nil || now.status != before.status { return true }
        return request.method == .copyImage && !request.stores.isEmpty
            && Set(request.stores).isSubset(of: now.stores ?? [])
    }

    private func importRefusal(
        _ fault: ServiceFault, _ image: Image, _ request: ImportRequest, _ deed: String
    ) async throws -> ImageError {
        switch fault.status {
        case 404:
            guard try await imageIfPresent(image.id) != nil else { return noImage(image.id, fault) }
            return missing("import of images", fault)
        // Glance says 409 for a store it does not know.
        case 409 where !request.stores.isEmpty:
            let known = try await stores(details: false).map(\.id)
            guard let store = request.stores.first(where: { !known.contains($0) }) else { break }
            return fault.error(.usage, Self.unknown(store, among: known))
        case 409:
            return fault.error(
                .conflict,
                "\(deed) failed: '\(request.method)' does not fit its status '\(image.status)', or it is busy")
        default: break
        }
        return refusal(fault, deed)
    }
}

extension Image {
    /// The task that holds the image while an import runs.
    var importTask: String? { properties["os_glance_import_task"].flatMap { $0.isEmpty ? nil : $0 } }
}

extension ImportState {
    /// - Parameter tasks: of the image, oldest first; `nil` when the service does not tell them.
    init(_ image: Image, _ tasks: [ImageTask]?) {
        let pending = Image.words(image.properties["os_glance_importing_to_stores"] ?? "")
        let failed = Image.words(image.properties["os_glance_failed_import"] ?? "")
        var newest = tasks?.last { $0.type == "api_image_import" } ?? tasks?.last
        // It may quote the address that was to be fetched.
        let message = newest?.message.map(ShownURL.text)
        newest?.message = message
        // A service that fails in itself may leave the image 'importing' for ever; its task tells then that it is over.
        let isOver = newest?.isUnfinished == false && image.importTask == nil
        // No import ends in 'uploading', which that of staged data begins in. Services before API version 2.12, which tell
        // no tasks, take an order a moment before they begin with it.
        let isAhead = tasks == nil && image.status == .uploading
        let isRunning =
            image.importTask != nil || newest?.isUnfinished == true
            || (!isOver && (image.status == .importing || isAhead || !pending.isEmpty))
        self.init(
            image: image, pendingStores: pending, failedStores: failed, message: newest?.message,
            isRunning: isRunning, mayBegin: tasks == nil && image.status == .queued && failed.isEmpty)
        if !isRunning { failure = Self.failure(image, failed, newest, tellsTasks: tasks != nil) }
    }

    private static func failure(
        _ image: Image, _ stores: [Store.ID], _ task: ImageTask?, tellsTasks: Bool
    ) -> String? {
        // What is a page of a service stands on one line here.
        let reason =
            task?.hasFailed == true ? task?.message?.split(whereSeparator: \.isWhitespace).joined(separator: " ") : nil
        if !stores.isEmpty {
            let what = "the import into \(stores.map { "'\($0)'" }.joined(separator: ", ")) failed"
            return reason.map { "\(what): \($0)" } ?? what
        }
        if task?.hasFailed == true { return "the import failed: \(reason ?? "the service does not say why")" }
        if image.status == .queued, !tellsTasks {
            return "the image is 'queued', so nothing was imported; this cloud does not tell why"
        }
        return nil
    }
}
