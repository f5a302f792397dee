internal import BackendKit

/// Whether a copy holds what the original holds: by what went through, by what the source has recorded, and by what
/// the destination reports.
struct CopyVerification: Sendable {
    let original: Image
    /// `nil` when the destination never read to the end.
    let sum: HashedPass.Sum?

    /// - Returns: a warning, when nobody holds a hash that both sides know.
    /// - Throws: ``ImageError`` with code `.integrity`.
    func check(_ copy: Image) throws(ImageError) -> String? {
        guard let sum else { throw differs("not all of the data was read") }
        if let size = original.size, size != sum.size { throw differs("\(sum.size) of its \(size) bytes came") }
        if let size = copy.size, size != sum.size {
            throw differs("\(sum.size) bytes were sent, and the copy has \(size)")
        }
        let isRead = try compare(sum, original, "what was read is not what is recorded")
        let isWritten = try compare(sum, copy, "the copy is not what was sent")
        if isRead && isWritten { return nil }
        return isWritten
            ? "the source holds no hash: the copy is what was read, and nobody can say more"
            : "size checked, data not verified: the destination reports no hash that is known here"
    }

    /// - Returns: whether there was something to compare.
    private func compare(_ sum: HashedPass.Sum, _ image: Image, _ what: String) throws(ImageError) -> Bool {
        if let hash = image.hash, let own = sum.value(of: hash.algorithm) {
            guard own == hash.value else { throw differs("\(what): \(hash.algorithm) differs") }
            return true
        }
        // Of bytes whose hash is the recorded one, the recorded MD5 holds as well.
        let isOriginal = original.hash.map { sum.value(of: $0.algorithm) == $0.value } ?? false
        guard let checksum = image.checksum, let own = sum.value(of: "md5") ?? (isOriginal ? original.checksum : nil)
        else { return false }
        guard own == checksum else { throw differs("\(what): md5 differs") }
        return true
    }

    private func differs(_ what: String) -> ImageError { ImageError(.integrity, what) }
}

extension Image {
    /// Whether both hold the same data, by what their backends say of it.
    func holdsSameData(as other: Image) -> Bool {
        guard size == other.size else { return false }
        if let one = hash, let two = other.hash, one.algorithm == two.algorithm { return one.value == two.value }
        guard let one = checksum, let two = other.checksum else { return false }
        return one == two
    }
}
