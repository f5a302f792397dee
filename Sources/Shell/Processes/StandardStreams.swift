internal import Glibc

/// The descriptors 0, 1 and 2.
public enum StandardStreams {
    /// Takes the numbers of those that are closed, so that no file of ours gets one: what is meant for standard output
    /// would go into it. Reading and writing them fails as before.
    public static func occupy() {
        // In this order, as the lowest free number is given out.
        for (number, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] where fcntl(number, F_GETFD) < 0 {
            _ = open("/dev/null", mode)
        }
    }
}
