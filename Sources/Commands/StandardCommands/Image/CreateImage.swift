internal import BackendKit
internal import CommandKit

/// `image create`
struct CreateImage: Command {
    let name = OptionalPositional(
        "image-name", of: String.self, completion: .newImage,
        help: "Name of the new image; BACKEND//NAME makes it elsewhere")
    let nameOption = Option<String>("--name", value: "name", help: "Its name, whatever is in it")
    let id = Option<String>("--id", value: "id", help: "A UUID for the image")
    let file = Option<FilePath>("--file", value: "file", help: "The data; '-' is standard input")
    let options = ImageOptions()
    let store = Option<String>(
        "--store", value: "store", completion: .stores, help: "The store to keep it in, instead of the default one")
    let imports = Flag("--import", help: "Stage the data and let the service import it; waits until that is done")
    let allowEmpty = Flag("--allow-empty", help: "Take a file without a single byte")
    let allow = UploadChoice.allowOption
    let decompress = UploadChoice.decompressFlag
    let limitRate = TransferRate.option
    let keepFailed = Flag("--keep-failed", help: "Leave the record behind when the upload fails")
    let force = Flag("--force", help: "Accepted for the openstack client's sake; has no effect")
    let progress = Flag("--progress", help: "Accepted for the openstack client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            "image create", "Create an image, with data or without", name, nameOption, id, file, store, imports,
            options.diskFormat, options.containerFormat, options.minDisk, options.minRAM, options.protection,
            options.visibility,
            VisibilityName.option, options.property, options.tag, options.project, ProjectReference.domain,
            options.hiding, allowEmpty, allow, decompress, limitRate, keepFailed, force, progress,
            secondNames: ["image-create"],
            discussion: [
                "Without --file the image is a record that waits for data (see image upload). Without --disk-format "
                    + "the format is what the file is; a file that is not what it is declared to be is refused. Data "
                    + "piped into a plain `imgsh image create NAME` is taken as well.",
                "With --decompress a file compressed with gzip, xz, zstd or bzip2 is unpacked on the way, without a "
                    + "file in between: the format, the size and the hash of the image are those of what is inside. Data "
                    + "that is damaged, cut off or followed by something else makes no image.",
            ],
            capabilities: [AnyCapability(.creating)],
            output: .record,
            columns: ImageRecord.fields,
            examples: [
                Example("image create debian --file debian.qcow2", "Upload a file; the format is detected"),
                Example(
                    "create debian --file debian.qcow2 --property os_distro=debian --tag base --protected",
                    "With a property and a tag, and protected from deletion"),
                Example(
                    "image create debian --file debian.qcow2.xz --decompress", "Unpack a compressed file on the way"),
                Example("image create later --disk-format raw --container-format bare", "A record without data"),
            ])
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (name, backend) = try await target(call, in: context)
        var draft = try draft(name, call)
        draft.owner = try await call[options.project]?
            .id(on: backend, domain: call[ProjectReference.domain], in: context)
        let source = try await ImageSource.open(call[file], or: context.pipedInput, in: context)
        guard let source else {
            let options = [call.spans(of: store), call.spans(of: imports), call.spans(of: decompress)]
            if let option = options.joined().first {
                throw UsageError("without --file there is nothing to store, import or unpack", at: option)
            }
            let made = try await backend.require(.creating).createImage(draft)
            return try context.console.write(ImageRecord.record(of: made), as: call.output)
        }
        let choice = UploadChoice(
            diskFormat: call[options.diskFormat], containerFormat: call[options.containerFormat],
            allowed: call[allow], allowsEmpty: call[allowEmpty], unpacks: call[decompress])
        let found = try await ImageInspection(source, choice, console: context.console)
        draft.diskFormat = found.diskFormat
        draft.containerFormat = found.containerFormat
        let made = try await ImageUpload(source: found.source, context: context, limit: call[limitRate]?.limit)
            .create(
                draft, on: backend, by: call[imports] ? .staging(call[store]) : .upload(call[store]),
                keepsFailed: call[keepFailed])
        try context.console.write(ImageRecord.record(of: made), as: call.output)
    }

    private func draft(_ name: String, _ call: Call) throws -> ImageDraft {
        var draft = ImageDraft(name: name)
        draft.id = call[id].map { Image.ID($0) }
        draft.visibility = try VisibilityName.value(call, or: options.visibility)
        draft.isProtected = call[options.protection] ?? false
        draft.isHidden = call[options.hiding] ?? false
        // The openstack client's defaults.
        draft.diskFormat = call[options.diskFormat] ?? .raw
        draft.containerFormat = call[options.containerFormat] ?? .bare
        draft.minDisk = call[options.minDisk] ?? 0
        draft.minRAM = call[options.minRAM] ?? 0
        draft.tags = call[options.tag]
        for assignment in call[options.property] { draft.properties[assignment.key] = assignment.value }
        return draft
    }

    /// What the image shall be called, and where it shall be.
    private func target(_ call: Call, in context: CommandContext) async throws -> (String, any ImageBackend) {
        switch (call[name], call[nameOption]) {
        case (nil, let name?): return (name, try await context.backend)
        case ("", nil): return ("", try await context.backend)
        case (let name?, nil):
            let (place, open) = try await context.open(ImageReference(name, at: call.spans(of: self.name).first))
            return (place.image, open.backend)
        case (nil, nil):
            throw UsageError("'image create' needs <image-name>", hint: "image create NAME --file FILE")
        case (_?, _?):
            throw UsageError("--name cannot stand beside <image-name>", at: call.spans(of: nameOption).last)
        }
    }
}
