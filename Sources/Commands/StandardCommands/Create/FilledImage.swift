internal import BackendKit
internal import Transfers

/// A new image that has all of its data.
struct FilledImage: Sendable {
    let image: Image
    /// Its place in the journal, when it is still to be protected.
    let note: UploadNote?
}
