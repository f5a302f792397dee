public import BackendKit
internal import Glibc

/// A lock on a file that processes share. Given back when nobody holds it any more, also by a crash.
public final class FileLock: Sendable {
    public enum Kind: Sendable { case shared, exclusive }

    private let file: OpenFile

    /// - Parameter waits: until others let go; otherwise a busy lock is `nil`.
    public init?(_ path: String, _ kind: Kind, waits: Bool) throws(ImageError) {
        file = try OpenFile.appending(path, mode: 0o600)
        let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB)
        let descriptor = file.descriptor
        let result = SystemCalls.make(.lock) { Int(flock(descriptor, operation)) }
        guard case .failure(let reason) = result else { return }
        if reason.number == EWOULDBLOCK { return nil }
        throw .file("lock", path, reason)
    }

    /// Lets go.
    public func release() throws(ImageError) { try file.close() }
}
