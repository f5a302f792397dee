internal import BackendKit

/// Whether an image that a service has imported holds what was staged for it.
///
/// A service may be set up to convert what it imports, which shows in the disk format, or to unpack it.
struct ImportVerification: Sendable {
    /// What the image was to be.
    let draft: ImageDraft
    /// What was staged; `nil` when it was never read to its end.
    let sum: HashedPass.Sum?
    /// Whether there is something in the data that a service may unpack.
    let mayBeUnpacked: Bool

    /// - Returns: a warning, when nobody can say.
    /// - Throws: ``ImageError`` with code `.integrity`.
    func check(_ image: Image) throws(ImageError) -> String? {
        guard let sum else { throw differs(image, "not all of the data was read") }
        if image.diskFormat != draft.diskFormat || image.size != sum.size && mayBeUnpacked {
            return "the service has changed the data on its own, so it was not verified"
        }
        guard image.size == sum.size else {
            throw differs(image, "\(sum.size) bytes were sent, and it has \(image.size.map(String.init) ?? "none")")
        }
        for hash in [image.hash, image.checksum.map { ImageHash(algorithm: "md5", value: $0) }].compactMap(\.self) {
            guard let own = sum.value(of: hash.algorithm) else { continue }
            guard own == hash.value else { throw differs(image, "\(hash.algorithm) differs") }
            return nil
        }
        return "size checked, data not verified; it has no hash"
    }

    private func differs(_ image: Image, _ what: String) -> ImageError {
        ImageError(.integrity, "image '\(image.label)' does not hold the data that was sent: \(what)")
    }
}
