internal import BackendKit
internal import CommandKit

/// An image to save, and the backend that has its data.
struct SavedImage: Sendable {
    let image: Image
    let backend: any ImageBackend

    init(_ image: Image, of backend: any ImageBackend) {
        self.image = image
        self.backend = backend
    }

    init(_ located: LocatedImage) { self.init(located.image, of: located.backend) }
}
