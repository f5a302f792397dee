internal import BackendKit
internal import Transfers

/// Protection that is set when the data is there: before that it would be in the way of a clean-up.
///
/// Where record and data are one change it is part of that, and nobody ever sees the image without it.
struct LateProtection: Sendable {
    /// `nil` when there is nothing to set.
    private let editing: (any ImageEditing)?

    /// Whether there is something to set.
    var isDue: Bool { editing != nil }

    /// Takes the protection out of a draft, on a backend that can set it afterwards.
    init(takenFrom draft: inout ImageDraft, on backend: any ImageBackend) {
        guard draft.isProtected, backend.facet(.storing) == nil, let editing = backend.facet(.editing) else {
            editing = nil
            return
        }
        draft.isProtected = false
        self.editing = editing
    }

    /// Protects the image.
    func set(on image: Image) async throws -> Image {
        try await editing?.protectImage(image.id) ?? image
    }

    /// Protects an image that has its data, and stays whatever comes; also for a command that is interrupted now. Only a
    /// kill leaves it in the journal: everything else is told.
    /// - Parameters:
    ///   - what: the image in words: `the copy 4f1c… is complete on there`.
    ///   - word: the image as a word to type.
    /// - Throws: ``ImageError`` that says so.
    func finish(_ filled: FilledImage, _ what: String, word: String) async throws -> Image {
        defer { filled.note?.strike() }
        do {
            // Not cancelled with the caller, but what it has to say is still that of the caller's job.
            return try await Task { try await set(on: filled.image) }.value
        } catch var error as ImageError {
            error.message = "\(what), but not --protected: \(error.message)"
            error.hint = "image set --protected \(word)"
            throw error
        }
    }
}

extension ImageEditing {
    /// Lets nobody delete the image.
    func protectImage(_ image: Image.ID) async throws -> Image {
        var changes = ImageChanges()
        changes.isProtected = true
        return try await updateImage(image, changes)
    }
}
