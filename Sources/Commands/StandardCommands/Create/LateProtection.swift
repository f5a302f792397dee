internal import BackendKit

/// Protection that is set when the data is there: before that it would be in the way of a clean-up.
struct LateProtection: Sendable {
    /// `nil` when there is nothing to set.
    private let editing: (any ImageEditing)?

    /// Takes the protection out of a draft, on a backend that can set it afterwards.
    init(takenFrom draft: inout ImageDraft, on backend: any ImageBackend) {
        guard draft.isProtected, let editing = backend.facet(.editing) else {
            editing = nil
            return
        }
        draft.isProtected = false
        self.editing = editing
    }

    /// Protects the image.
    func set(on image: Image) async throws -> Image {
        guard let editing else { return image }
        var changes = ImageChanges()
        changes.isProtected = true
        return try await editing.updateImage(image.id, changes)
    }

    /// Protects an image that has its data, and stays whatever comes; also for a command that is interrupted now.
    /// - Parameters:
    ///   - what: the image in words: `the copy 4f1c… is complete on there`.
    ///   - word: the image as a word to type.
    /// - Throws: ``ImageError`` that says so.
    func finish(_ image: Image, _ what: String, word: String) async throws -> Image {
        do {
            return try await Task.detached { try await set(on: image) }.value
        } catch var error as ImageError {
            error.message = "\(what), but not --protected: \(error.message)"
            error.hint = "image set --protected \(word)"
            throw error
        }
    }
}
