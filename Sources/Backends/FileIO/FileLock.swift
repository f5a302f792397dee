public import BackendKit
internal import Glibc

/// A lock on a file that processes share. Given back when nobody holds it any more, also by a crash.
public final class FileLock: Sendable {
    public enum Kind: Sendable { case shared, exclusive }

    private let file: OpenFile

    /// How often and how long a busy lock is tried: five seconds in all.
    private static let tries = 250
    private static let pause: UInt32 = 20_000

    /// - Parameter waits: for a while, until others let go; otherwise a busy lock is `nil` at once.
    /// - Throws: ``ImageError``: `.conflict` when others do not let go, `.local`.
    public init?(_ path: String, _ kind: Kind, waits: Bool) throws(ImageError) {
        file = try OpenFile.appending(path, mode: 0o600)
        let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
        let descriptor = file.descriptor
        for _ in 0..<(waits ? Self.tries : 1) {
            let result = SystemCalls.make(.lock) { Int(flock(descriptor, operation)) }
            guard case .failure(let reason) = result else { return }
            guard reason.number == EWOULDBLOCK else { throw .file("lock", path, reason) }
            if waits { usleep(Self.pause) }
        }
        guard waits else { return nil }
        throw ImageError(
            .conflict,
            "another imgsh is at work in '\(Directory.parent(of: path))' and did not finish within five seconds; nothing "
                + "was changed, and the same can be done when it has finished")
    }

    /// Lets go. Nothing can be lost by it, so it cannot fail.
    public func release() { try? file.close() }
}
