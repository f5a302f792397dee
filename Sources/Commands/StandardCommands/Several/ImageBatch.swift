internal import BackendKit
internal import CommandKit

/// Several images of one call, each once; they may be on several backends.
struct ImageBatch: Sendable {
    private(set) var targets: [Named<LocatedImage>] = []

    /// None yet.
    init() {}

    /// An image that is there by its ID is there by its name as well.
    mutating func add(_ image: LocatedImage, as reference: ImageReference) {
        let isKnown = images.contains { $0.id == image.id && $0.place.choice == image.place.choice }
        if !isKnown { targets.append(Named(image, reference.text, at: reference.span)) }
    }

    var images: [LocatedImage] { targets.map(\.thing) }

    /// The names of the backends that hold the images, in the order of the images.
    var backendNames: [String] {
        var names: [String] = []
        for image in images where !names.contains(image.backend.info.name) { names.append(image.backend.info.name) }
        return names
    }
}
