internal import BackendKit
internal import CommandKit

/// Several images of one call, each once; they may be on several backends.
struct ImageBatch: Sendable {
    /// A word that means no image, which was said.
    struct Miss: Sendable {
        let word: String
        let status: ExitStatus
    }

    private(set) var targets: [Named<LocatedImage>] = []
    private(set) var misses: [Miss] = []
    private var known: Set<Place> = []

    private struct Place: Hashable {
        let backend: BackendChoice
        let image: Image.ID
    }

    /// None yet.
    init() {}

    /// An image that is there by its ID is there by its name as well.
    mutating func add(_ image: LocatedImage, as word: String, at span: SourceSpan?) {
        guard known.insert(Place(backend: image.place.choice, image: image.id)).inserted else { return }
        targets.append(Named(image, word, at: span))
    }

    /// Tells of a word that means no image.
    mutating func miss(_ word: String, _ error: any Error, telling console: Console) throws {
        try console.report(error, about: "'\(word)'")
        misses.append(Miss(word: word, status: ExitStatus(error)))
    }

    var images: [LocatedImage] { targets.map(\.thing) }

    /// How many were meant, with those that could not be found.
    var count: Int { targets.count + misses.count }

    /// The names of the backends that hold the images, in the order of the images.
    var backendNames: [String] {
        var names: [String] = []
        for image in images where !names.contains(image.backend.info.name) { names.append(image.backend.info.name) }
        return names
    }
}
