/// Imports to look at.
struct ReadOnlyImporting: ImageImporting {
    let base: any ImageImporting

    func importMethods() async throws -> [ImportRequest.Method] { try await base.importMethods() }
    func importState(of image: Image.ID) async throws -> ImportState { try await base.importState(of: image) }

    func stage(_ data: ByteStream, for image: Image.ID) async throws -> Image {
        throw ReadOnlyBackend.refusal("image '\(image)' got no data")
    }

    func importImage(_ image: Image.ID, _ request: ImportRequest) async throws {
        throw ReadOnlyBackend.refusal("image '\(image)' got no data")
    }
}
