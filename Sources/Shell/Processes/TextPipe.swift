internal import CProcesses
internal import Glibc

/// A text that a program can read from a descriptor, and that stands in no file, no environment and no command line.
public final class TextPipe: Sendable {
    /// The end to read from; closed when nobody holds the pipe any more.
    public let descriptor: Int32

    /// - Returns: `nil` when there is no pipe to be had that holds the text.
    public init?(_ text: String) {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        guard cprocesses_pipe(&reading, &writing) else { return nil }
        descriptor = reading
        defer { close(writing) }
        let bytes = Array(text.utf8)
        // Nobody reads yet: what does not fit would block for ever.
        guard fcntl(writing, F_SETFL, O_NONBLOCK) == 0,
            bytes.isEmpty || write(writing, bytes, bytes.count) == bytes.count
        else {
            // The initializer has failed, but the object is complete: `deinit` closes the other end.
            return nil
        }
    }

    deinit { close(descriptor) }
}
