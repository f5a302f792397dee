internal import BackendKit
internal import CommandKit

/// `image upload`
struct UploadImage: NamedCommand, RehearsingCommand {
    static let name = CommandName("image upload", or: "image-upload")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of an image without data")
    let file = Option<FilePath>("--file", value: "file", help: "The data; '-' is standard input")
    let store = Option<String>(
        "--store", value: "store", completion: .stores, help: "The store to keep it in, instead of the default one")
    let allowEmpty = Flag("--allow-empty", help: "Take a file without a single byte")
    let allow = UploadChoice.allowOption
    let decompress = UploadChoice.decompressFlag
    let limitRate = TransferRate.option
    let progress = Flag("--progress", help: "Accepted for the glance client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            Self.name, "Give data to an image that has none", image, file, store, allowEmpty, allow,
            decompress, limitRate, progress,
            capabilities: [AnyCapability(.uploading)],
            output: .record,
            columns: ImageRecord.fields,
            changes: .always("upload data"),
            readsInput: true,
            examples: [
                Example("image upload later --file disk.raw", "The data of a record made before"),
                Example("image upload later --file disk.raw.xz --decompress", "The data of a compressed file"),
            ])
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        let (target, source) = try await order(call, in: context)
        try await source.rehearse(choice(call, for: target.image), console: context.console)
        return .done
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, source) = try await order(call, in: context)
        let found = try await ImageInspection(source, choice(call, for: target.image), console: context.console)
        let upload = ImageUpload(source: found.source, context: context, limit: call[limitRate]?.limit)
        let made = try await upload.fill(target, store: call[store])
        // The glance client says nothing when all is well.
        guard context.console.surroundings.tableLook == .openstack else { return }
        try context.console.write(ImageRecord.record(of: made, for: context.console), as: call.output)
    }

    private func choice(_ call: Call, for record: Image) -> UploadChoice {
        UploadChoice(for: record, allowed: call[allow], allowsEmpty: call[allowEmpty], unpacks: call[decompress])
    }

    /// What gets data, and the data.
    private func order(
        _ call: Call, in context: CommandContext
    ) async throws -> (target: LocatedImage, source: ImageSource) {
        let (target, _) = try await context.locate(call[image], with: .uploading)
        let record = target.image
        guard record.status == .queued else {
            throw ImageError(
                .conflict, "image '\(record.label)' already has data (status '\(record.status)')",
                hint: "image create NAME --file FILE")
        }
        guard let source = try await ImageSource.open(call[file], or: context.pipedInput, in: context) else {
            throw UsageError(
                "'image upload' needs --file", hint: "image upload \(target.word) --file FILE")
        }
        return (target, source)
    }
}
