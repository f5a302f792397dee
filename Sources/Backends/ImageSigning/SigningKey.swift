public import BackendKit
internal import COpenSSL

/// A private RSA key that signs images as Glance and Nova verify them: RSA-PSS of the SHA-256 of the data, with MGF1 by
/// SHA-256 and the longest salt, which is the only one that their verifier takes (`cursive.signature_utils`,
/// `create_verifier_for_pss`).
// SAFETY: the key is never changed once it was read, and OpenSSL lets several threads sign with one.
public final class SigningKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// Why there is no key.
    public enum Fault: Error, Equatable {
        /// It is encrypted, and no password was given.
        case needsPassword
        /// It is no private key in PEM, or the password is not its password.
        case unreadable
        /// It is of another kind than RSA.
        case notRSA
        /// OpenSSL is not there.
        case noLibrary(String)
    }

    /// - Parameters:
    ///   - pem: the bytes of its file.
    ///   - password: of an encrypted one.
    public init(pem: [UInt8], password: String? = nil) throws(Fault) {
        if let reason = csigning_load() { throw .noLibrary(String(cString: reason)) }
        var found: OpaquePointer?
        let word = password.map { Array($0.utf8) }
        let outcome = pem.withUnsafeBufferPointer { text in
            guard let word else { return csigning_key_read(text.baseAddress, text.count, nil, 0, &found) }
            // An empty array may have no address, and would be no password then.
            return (word + [0]).withUnsafeBufferPointer { secret in
                csigning_key_read(text.baseAddress, text.count, secret.baseAddress, word.count, &found)
            }
        }
        switch outcome {
        case csigning_needs_password: throw .needsPassword
        case csigning_not_rsa: throw .notRSA
        default: break
        }
        guard let found else { throw .unreadable }
        key = found
    }

    deinit { csigning_key_free(key) }

    /// Signs all the bytes of a stream.
    /// - Throws: what the stream throws; ``ImageError`` when the key is too short for such a signature.
    public func signature(of data: ByteStream) async throws -> ImageSignature {
        let pass = try SigningPass(key)
        let reader = try data.open()
        while let chunk = try await reader.next() { try pass.add(chunk) }
        return try pass.finish()
    }
}

/// A signature of an image's data, as it is kept in the image's properties.
public struct ImageSignature: Sendable, Equatable {
    /// In Base64.
    public let text: String

    /// The properties by which a service finds the signature, and the certificate to verify it by.
    /// - Parameter certificate: the ID of the certificate in the service's key manager.
    public func properties(certificate: String) -> [(name: String, value: String)] {
        [
            ("img_signature", text), ("img_signature_certificate_uuid", certificate),
            ("img_signature_hash_method", "SHA-256"), ("img_signature_key_type", "RSA-PSS"),
        ]
    }
}
