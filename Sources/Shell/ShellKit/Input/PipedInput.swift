internal import BackendKit
internal import FileIO
internal import Glibc

/// What was piped into `imgsh image create NAME`: image data, but only where standard input cannot be commands.
enum PipedInput {
    /// - Returns: `nil` unless the program was called with plain arguments, and standard input is a pipe, a file or a disk.
    static func stream(for request: ProcessArguments) -> ByteStream? {
        guard case .words = request.task else { return nil }
        var status = stat()
        guard fstat(0, &status) == 0 else { return nil }
        return holdsData(status.st_mode) ? .descriptor(0) : nil
    }

    /// A terminal or `/dev/null` is what a program has that is given nothing.
    static func holdsData(_ mode: mode_t) -> Bool { [S_IFIFO, S_IFREG, S_IFSOCK, S_IFBLK].contains(mode & S_IFMT) }
}
