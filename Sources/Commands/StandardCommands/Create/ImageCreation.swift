internal import BackendKit
internal import CommandKit
internal import DiskImages
internal import Transfers

/// Makes images of data, all with the same options.
struct ImageCreation: Sendable {
    let backend: any ImageBackend
    /// All but the name, and the formats where nobody said them.
    let template: ImageDraft
    let choice: UploadChoice
    let route: ImageUpload.Route
    /// Whether the record stays when its data did not arrive.
    let keepsFailed: Bool
    let limit: RateLimit?
    /// Signs the data; `nil` where nobody asked for it.
    let signer: ImageSigner?
    let context: CommandContext
    /// How many bytes the data must have, and where that was said.
    let size: Int64?
    let sizePlace: SourceSpan?
    /// What stands before a new image in a command: `glance@prod//`, or nothing for the current backend.
    let prefix: String

    /// Looks into the data, signs it where that is wanted, and then makes the image.
    /// - Parameter share: of a line that several share; `nil` is a line of its own.
    func create(_ name: String, from source: ImageSource, on share: LineShare? = nil) async throws -> Image {
        let found = try await ImageInspection(source, choice, console: context.console)
        let data = try found.source.promising(size, at: sizePlace)
        var draft = template
        draft.name = name
        draft.diskFormat = found.diskFormat
        draft.containerFormat = found.containerFormat
        try await signer?.sign(data, into: &draft)
        var upload = ImageUpload(source: data, context: context, limit: limit)
        (upload.share, upload.prefix) = (share, prefix)
        upload.mayBeUnpacked =
            found.containerFormat == .compressed || choice.allowed.contains(Finding.Name.compressed.rawValue)
        return try await upload.create(draft, on: backend, by: route, keepsFailed: keepsFailed)
    }
}
