internal import BackendKit
internal import CommandKit

/// A backend that a copy comes from or goes to, and how its images are named from here.
struct CopyPlace: Sendable {
    let backend: any ImageBackend
    /// What messages call it.
    let name: String
    /// What stands before an image of it: `glance@prod//`, or nothing for the current backend.
    let prefix: String

    /// The image as a word to type.
    func word(_ image: Image.ID) -> String { Quoting.word(prefix + image.rawValue) }

    /// Whether both are the very same backend, opened once.
    func isSame(as other: CopyPlace) -> Bool {
        name.hasSameBytes(as: other.name) && backend.info.kind == other.backend.info.kind
    }

    /// An error of this backend about one of its images: a hint that names the image names it from here.
    func addressed(_ error: ImageError, _ image: Image.ID) -> ImageError {
        var error = error
        error.hint = error.hint?.replacing(image.rawValue, with: word(image))
        return error
    }
}

extension CopyPlace {
    /// - Parameter home: the backend whose images need no address.
    init(_ open: OpenBackend, home: BackendChoice) {
        self.init(
            backend: open.backend, name: open.name, prefix: open.choice == home ? "" : open.name + ImagePlace.mark)
    }
}
