internal import BackendKit
internal import CommandKit
internal import FileIO

/// `image-create-via-import`
struct CreateByImport: NamedCommand {
    static let name = CommandName("image-create-via-import")

    let name = Option<String>("--name", value: "name", help: "Name of the new image")
    let id = NewImageID.option
    let file = Option<FilePath>("--file", value: "file", help: "The data, for glance-direct; '-' is standard input")
    let progress = Flag("--progress", help: "Accepted for the glance client's sake; a terminal always shows it")
    let limitRate = TransferRate.option
    let options = ImageOptions()
    let imports = ImportOptions()

    var signature: Signature {
        Signature(
            Self.name,
            "Create an image and let the service import its data, as the glance client says it",
            name, id, file, progress, limitRate, options.diskFormat, options.containerFormat, options.minDisk,
            options.minRAM,
            options.protection, options.visibility, VisibilityName.option, options.property, options.checkProperties,
            options.tag, options.project, ProjectReference.domain, options.hiding, imports.method, imports.uri,
            imports.remoteImage, imports.remoteRegion, imports.remoteInterface, imports.store, imports.stores,
            imports.allStores, imports.failure,
            discussion: [
                "Without a method, a file is staged for glance-direct; without a file either, the image is a record that "
                    + "waits for data. The command ends when the service has taken the order: 'image create --import' and "
                    + "'image import --wait' wait for its end."
            ],
            capabilities: [AnyCapability(.importing)],
            output: .record,
            columns: ImageRecord.fields,
            isHidden: true,
            changes: .always("create an image"),
            readsInput: true,
            examples: [
                Example(
                    "image-create-via-import --name trixie --import-method web-download --uri http://mirror.example/debian.img "
                        + "--disk-format qcow2 --container-format bare", "The service fetches the data itself")
            ])
    }

    func check(_ call: Call) throws(UsageError) {
        _ = try VisibilityName.value(call, or: options.visibility)
        if call.has(file) {
            _ = try request(call, hasData: true)
        } else if call.has(imports.method) {
            // Whether data comes by standard input is not seen before the command runs.
            _ = try order(call)
        }
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let backend = try await context.backend
        let importing = try await context.require(.importing)
        let source = try await ImageSource.open(call[file], or: context.pipedInput, in: context)
        let request = try request(call, hasData: source != nil)
        if let request { try await imports.check(request.method, call, against: importing) }
        let (draft, data) = try await draft(call, source, on: backend, in: context)
        let creating = try backend.require(.creating)
        guard let request else {
            let made = try await EmptyImage(backend: backend, console: context.console).create(draft)
            context.remember(made.id)
            return try context.console.write(made: made, as: call.output)
        }
        let upload = data.map { ImageUpload(source: $0, context: context, limit: call[limitRate]?.limit) }
        let order = ImportOrder(request, staging: upload, by: importing)
        let ordered = try await order.create(draft, on: backend, by: creating, in: context)
        context.remember(ordered.id)
        let after: Image
        do {
            after = try await backend.image(ordered.id)
        } catch {
            let state = "the image \(ordered.id) was made, and the service goes on with the import"
            if error is CancellationError { try context.console.notice("\(state): image tasks \(ordered.id)") }
            throw error.adding(state)
        }
        try context.console.write(made: after, as: call.output)
    }

    /// - Returns: `nil` when there is nothing to import.
    private func request(_ call: Call, hasData: Bool) throws(UsageError) -> ImportRequest? {
        guard call.has(imports.method) || hasData else {
            if let span = call.spans(of: imports.uri).last {
                throw UsageError(
                    "--uri needs a method; nothing was created", at: span, hint: "--import-method web-download")
            }
            return nil
        }
        let request = try order(call)
        let needsData = request.method == .glanceDirect
        guard needsData == hasData else {
            throw UsageError(
                needsData
                    ? "glance-direct needs --file; nothing was created"
                    : "\(request.method) takes no data from here; nothing was created",
                at: call.spans(of: imports.method).last,
                hint: needsData ? "--file FILE" : "--import-method glance-direct")
        }
        return request
    }

    /// What the options of the import say together.
    private func order(_ call: Call) throws(UsageError) -> ImportRequest {
        let request = try imports.request(call)
        guard request.method != .copyImage else {
            throw UsageError(
                "copy-image is for an image that has its data; nothing was created",
                at: call.spans(of: imports.method).last, hint: "image import IMAGE --method copy-image --all-stores")
        }
        return request
    }

    private func draft(
        _ call: Call, _ source: ImageSource?, on backend: any ImageBackend, in context: CommandContext
    ) async throws -> (draft: ImageDraft, data: ImageSource?) {
        var draft = try await options.draft(call, id: call[id]?.id, on: backend, in: context)
        draft.name = call[name]
        guard let source else { return (draft, nil) }
        let choice = UploadChoice(
            diskFormat: call[options.diskFormat], containerFormat: call[options.containerFormat], allowed: [],
            allowsEmpty: false, unpacks: false)
        let found = try await ImageInspection(source, choice, console: context.console)
        draft.diskFormat = found.diskFormat
        draft.containerFormat = found.containerFormat
        return (draft, found.source)
    }
}
