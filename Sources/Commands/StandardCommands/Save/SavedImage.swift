internal import BackendKit
internal import CommandKit

/// An image to save, and the backend that has its data.
struct SavedImage: Sendable {
    let image: Image
    let backend: any ImageBackend
    /// The image as it can be typed again.
    let word: String

    /// One of the current backend, as far as its word goes.
    init(_ image: Image, of backend: any ImageBackend) {
        self.image = image
        self.backend = backend
        word = Quoting.word(image.id.rawValue)
    }

    init(_ located: LocatedImage) {
        image = located.image
        backend = located.backend
        word = located.word
    }
}
