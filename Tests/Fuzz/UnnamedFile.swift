internal import Glibc

/// Bytes in a file that has no name and is gone with this object, for parsers that read files.
final class UnnamedFile {
    let descriptor: CInt
    /// A path that leads to it, as long as it is there.
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// `O_TMPFILE`, a macro that Swift does not see.
    private static let unnamed: CInt = 0o20_200_000

    init(_ bytes: [UInt8]) throws {
        let inMemory = open("/dev/shm", O_RDWR | O_CLOEXEC | Self.unnamed, 0o600)
        descriptor = inMemory >= 0 ? inMemory : open("/tmp", O_RDWR | O_CLOEXEC | Self.unnamed, 0o600)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
            throw BrokenPromise(description: "there is no place for a file: \(errno)")
        }
    }

    deinit { close(descriptor) }
}
