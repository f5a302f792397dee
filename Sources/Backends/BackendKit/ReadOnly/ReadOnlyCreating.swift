/// Refuses to make records.
struct ReadOnlyCreating: ImageCreating {
    func createImage(_ draft: ImageDraft) async throws -> Image {
        throw ReadOnlyBackend.refusal("no image '\(draft.name ?? "")' was made")
    }
}
