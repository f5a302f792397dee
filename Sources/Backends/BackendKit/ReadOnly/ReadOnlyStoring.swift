/// Refuses to make images.
struct ReadOnlyStoring: ImageStoring {
    func storeImage(_ draft: ImageDraft, data: ByteStream) async throws -> Image {
        throw ReadOnlyBackend.refusal("no image '\(draft.name ?? "")' was made")
    }
}
