internal import HTTPTransport
internal import Synchronization

/// Which places the last call to them did not reach.
final class Reachability: Sendable {
    private let lost = Mutex<Set<HTTPURL.Origin>>([])

    /// What an answer says: a proxy answers for a service that is not there.
    func note(status: Int, from origin: HTTPURL.Origin) {
        let isThere = status < 502 || status > 504
        lost.withLock { if isThere { $0.remove(origin) } else { $0.insert(origin) } }
    }

    func noteLoss(of origin: HTTPURL.Origin) { lost.withLock { _ = $0.insert(origin) } }

    func isLost(_ origin: HTTPURL.Origin) -> Bool { lost.withLock { $0.contains(origin) } }
}
