internal import Synchronization

/// Whether a dry run has said anything that would have been done: something that is not there may be what that would have
/// made. Interpreters that go on from one another have one for all.
final class ToldChanges: Sendable {
    private let state = Mutex(false)

    var areSome: Bool { state.withLock { $0 } }

    func note() { state.withLock { $0 = true } }
}
