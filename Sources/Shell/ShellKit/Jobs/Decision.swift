internal import Synchronization

/// Which of several was first.
final class Decision: Sendable {
    private let isMade = Mutex(false)

    /// - Returns: whether this call is the first.
    func make() -> Bool {
        isMade.withLock { isMade in
            defer { isMade = true }
            return !isMade
        }
    }
}
