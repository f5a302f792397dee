internal import BackendKit
internal import CommandKit
internal import Transfers

extension UploadNote {
    /// Writes down that an image is about to be made. A journal that cannot be written costs a warning, not the image.
    static func taken(
        of image: Image.ID, name: String?, from source: String, size: Int64?, on backend: any ImageBackend,
        in journal: TransferJournal?, _ console: Console
    ) async -> UploadNote? {
        guard let journal else { return nil }
        do {
            return try await UploadNote(
                image: image, name: name, from: source, size: size, to: backend.info, in: journal)
        } catch {
            let reason = (error as? ImageError)?.message ?? "\(error)"
            try? console.warn("\(reason); if imgsh is killed, nobody will know of image \(image)")
            return nil
        }
    }
}
