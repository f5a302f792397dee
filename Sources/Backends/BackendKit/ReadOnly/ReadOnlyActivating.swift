/// Refuses to withdraw data and to give it back.
struct ReadOnlyActivating: ImageActivating {
    func deactivateImage(_ id: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(id)' is what it was")
    }

    func reactivateImage(_ id: Image.ID) async throws {
        throw ReadOnlyBackend.refusal("image '\(id)' is what it was")
    }
}
