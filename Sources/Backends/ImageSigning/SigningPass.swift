internal import BackendKit
internal import COpenSSL

/// One pass over data that is being signed.
// SAFETY: used by the one task that reads the data.
final class SigningPass: @unchecked Sendable {
    private let signature: OpaquePointer
    private let size: Int

    init(_ key: OpaquePointer) throws(ImageError) {
        guard let begun = csigning_begin(key) else { throw Self.failure }
        signature = begun
        size = csigning_key_size(key)
    }

    deinit { csigning_free(signature) }

    func add(_ bytes: [UInt8]) throws(ImageError) {
        guard csigning_update(signature, bytes, bytes.count) == 1 else { throw Self.failure }
    }

    func finish() throws(ImageError) -> ImageSignature {
        var bytes = [UInt8](repeating: 0, count: size)
        let count = csigning_finish(signature, &bytes, bytes.count)
        guard count > 0 else { throw Self.failure }
        var text = [UInt8](repeating: 0, count: (count + 2) / 3 * 4 + 1)
        let length = csigning_base64(bytes, count, &text)
        return ImageSignature(text: String(decoding: text.prefix(length), as: UTF8.self))
    }

    private static let failure = ImageError(
        .usage, "this key makes no RSA-PSS signature with SHA-256: it may be too short",
        hint: "openssl genrsa -out key.pem 2048")
}
