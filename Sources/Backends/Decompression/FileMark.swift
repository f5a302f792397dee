internal import Glibc

/// An open file as it was at a moment. A file that is written while it is read looks damaged, which is not the reason.
struct FileMark: Sendable {
    private struct State: Equatable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private let descriptor: Int32
    private let state: State

    /// - Returns: `nil` when nothing can be said of it.
    init?(_ descriptor: Int32) {
        guard let state = Self.state(of: descriptor) else { return nil }
        (self.descriptor, self.state) = (descriptor, state)
    }

    var hasChanged: Bool { Self.state(of: descriptor) != state }

    private static func state(of descriptor: Int32) -> State? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        return State(size: status.st_size, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
