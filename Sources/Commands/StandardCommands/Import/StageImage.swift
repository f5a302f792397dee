internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Transfers

/// `image stage`
struct StageImage: NamedCommand, RehearsingCommand {
    static let name = CommandName("image stage", or: "image-stage")

    let image = Positional("image", of: ImageReference.self, help: "Name or ID of an image without data")
    let file = Option<FilePath>("--file", value: "file", help: "The data; '-' is standard input")
    let size = Option<Int64>(
        "--size", value: "size", help: "How many bytes the data must have; anything else is refused")
    let allowEmpty = Flag("--allow-empty", help: "Take a file without a single byte")
    let allow = UploadChoice.allowOption
    let decompress = UploadChoice.decompressFlag
    let limitRate = TransferRate.option
    let progress = Flag("--progress", help: "Accepted for the openstack client's sake; a terminal always shows it")

    var signature: Signature {
        Signature(
            Self.name, "Send data to a service's staging area, for an import", image, file, size, allowEmpty,
            allow, decompress, limitRate, progress,
            discussion: [
                "The image becomes 'uploading'. 'image import' then lets the service check and store the data."
            ],
            capabilities: [AnyCapability(.importing)],
            changes: .always("stage data"),
            readsInput: true,
            examples: [
                Example("image stage later --file disk.raw", "The data of a record made before"),
                Example("image stage later --file disk.raw.xz --decompress", "The data of a compressed file"),
                Example("image stage later --file disk.raw; image import later --wait", "Stage and import"),
            ])
    }

    func rehearse(_ call: Call, in context: CommandContext) async throws -> ExitStatus {
        let (target, _, source) = try await order(call, in: context)
        try await source.rehearse(
            choice(call, for: target.image), size: call[size], at: call.spans(of: size).last, console: context.console)
        return .done
    }

    func run(_ call: Call, in context: CommandContext) async throws {
        let (target, importing, source) = try await order(call, in: context)
        let found = try await ImageInspection(source, choice(call, for: target.image), console: context.console)
        let stream = try found.source.promising(call[size], at: call.spans(of: size).last).stream
            .limited(by: call[limitRate]?.limit)
        let line = context.console.progress("staging \(source.label)", of: stream.length)
        defer { line.finish() }
        try await source.locatingFaults {
            _ = try await importing.stage(stream.metered { line.advance($0) }, for: target.id)
        }
    }

    private func choice(_ call: Call, for record: Image) -> UploadChoice {
        UploadChoice(for: record, allowed: call[allow], allowsEmpty: call[allowEmpty], unpacks: call[decompress])
    }

    /// What data is sent for, and the data.
    private func order(
        _ call: Call, in context: CommandContext
    ) async throws -> (target: LocatedImage, importing: any ImageImporting, source: ImageSource) {
        let (target, importing) = try await context.locate(call[image], with: .importing)
        let record = target.image
        guard record.status == .queued else {
            throw ImageError(
                .conflict, "image '\(record.label)' cannot be staged: its status is '\(record.status)', not 'queued'")
        }
        guard let source = try await ImageSource.open(call[file], or: context.pipedInput, in: context) else {
            throw UsageError(
                "'image stage' needs --file", hint: "image stage \(target.word) --file FILE")
        }
        return (target, importing, source)
    }
}
