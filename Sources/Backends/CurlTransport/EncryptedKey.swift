internal import BackendKit
internal import Glibc
internal import HTTPTransport

/// A client key that needs a passphrase. Nobody is asked for one: the library would do so by itself, on its own thread
/// and on whatever terminal there is.
enum EncryptedKey {
    private static let mostBytes = 64 << 10

    /// The error for a TLS connection that failed for it; `nil` when the key is in the clear.
    static func error(_ options: TransportOptions, host: String) -> ImageError? {
        guard let path = options.clientKey ?? options.clientCertificate, isEncrypted(path) else { return nil }
        return ImageError(
            .usage, "no TLS with \(host): the client key '\(path)' is encrypted, and no passphrase is asked for",
            hint: "!openssl pkey -in '\(path)' -out PLAIN.pem, then 'key: PLAIN.pem' in clouds.yaml")
    }

    /// `BEGIN ENCRYPTED PRIVATE KEY` (RFC 7468), or `Proc-Type: 4,ENCRYPTED` (RFC 1421).
    private static func isEncrypted(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: mostBytes)
        let count = read(descriptor, &buffer, buffer.count)
        let lines = buffer.prefix(max(0, count)).split { $0 == 0x0A || $0 == 0x0D }
        let marks = ["-----BEGIN ENCRYPTED PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED"].map { Array($0.utf8) }
        return lines.contains { line in marks.contains { line.starts(with: $0) } }
    }
}
