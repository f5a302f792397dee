internal import BackendKit
internal import ImageHashing

/// What the whole data of an image must be.
struct Expectation: Sendable {
    let label: String
    let size: Int64?
    /// The strongest hash the record has.
    let hash: ImageHash?

    /// - Parameter isRequired: whether data that nothing can verify is refused.
    /// - Throws: ``ImageError`` with code `.integrity` for a hash of an unknown kind: falling back to a weaker one would
    ///   be what an attacker wants.
    init(_ image: Image, hashRequired isRequired: Bool) throws(ImageError) {
        label = image.label
        size = image.size
        hash = image.hash ?? image.checksum.map { ImageHash(algorithm: "md5", value: $0) }
        if let hash, ImageHasher(hash.algorithm) == nil {
            throw ImageError(
                .integrity,
                "the data of '\(label)' cannot be verified: its hash is a '\(hash.algorithm)', which is not known here")
        }
        if hash == nil, isRequired {
            throw ImageError(.integrity, "the data of '\(label)' cannot be verified: the service holds no hash of it")
        }
    }

    /// What is computed while the data comes. An answer may bring an MD5 that the record lacks.
    var algorithm: String { hash?.algorithm ?? "md5" }

    func tooMany() -> ImageError { damaged("more than its \(size ?? 0) bytes came") }

    func mismatch(_ wanted: ImageHash, _ got: String) -> ImageError {
        damaged("\(wanted.algorithm) differs (expected \(wanted.value.prefix(8))…, got \(got.prefix(8))…)")
    }

    private func damaged(_ what: String) -> ImageError {
        ImageError(.integrity, "the data of '\(label)' did not arrive as it is recorded: \(what)")
    }
}
