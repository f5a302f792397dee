internal import Glibc

/// Room for bytes in what a descriptor leads to.
public struct DescriptorRoom: Sendable {
    private let descriptor: Int32
    /// How much may be written at once: what a pipe takes that says it has room (PIPE_BUF), or everything.
    public let slice: Int

    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        slice = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? .max : 4096
    }

    /// Whether there is some, or writing fails at once.
    public var isThere: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&waiting, 1, 0) != 0
    }

    /// Whoever reads may have stopped for a while; a task that is cancelled does not wait for that.
    /// - Parameter isPatient: asked again and again whether a cancelled task waits all the same.
    /// - Throws: `CancellationError`.
    public func wait(isPatient: () -> Bool = { false }) throws {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let count = poll(&waiting, 1, 100)
            if count > 0 || count < 0 && errno != EINTR { return }
            if Task.isCancelled, !isPatient() { throw CancellationError() }
        }
    }
}
