/// Refuses to change records.
struct ReadOnlyEditing: ImageEditing {
    func updateImage(_ id: Image.ID, _ changes: ImageChanges) async throws -> Image {
        throw ReadOnlyBackend.refusal("image '\(id)' is what it was")
    }
}
