internal import BackendKit
internal import HTTPTransport
internal import Synchronization

/// Notices that nothing happens on a transfer any more.
///
/// libcurl's own low-speed limit would also end an upload whose bytes are all there while the service stores them,
/// which may take long and has a limit of its own.
final class StallWatch: Sendable {
    private struct State {
        var moved = ContinuousClock.now
        var received: Int64 = 0
        var sent: Int64 = 0
        var isPaused = false
        var isStoring = false
    }

    private let limits: (stall: Duration, store: Duration)
    private let host: String
    private let state = Mutex(State())

    init(_ options: TransportOptions, host: String) {
        limits = (options.stallLimit, options.storeLimit)
        self.host = host
    }

    /// Milliseconds between two looks.
    var interval: Int32 {
        let shortest = [limits.stall, limits.store].filter { $0 != .zero }.reduce(.seconds(4), min)
        return max(10, Int32(shortest / .milliseconds(1) / 4))
    }

    /// Bytes moved, in all, since the beginning.
    func note(received: Int64, sent: Int64) {
        state.withLock { state in
            guard received != state.received || sent != state.sent else { return }
            (state.received, state.sent, state.moved) = (received, sent, .now)
        }
    }

    /// The transfer waits for this program, not for the server.
    func pause() { state.withLock { $0.isPaused = true } }

    func resume() {
        state.withLock { state in
            if state.isPaused { state.moved = .now }
            state.isPaused = false
        }
    }

    /// The last byte of a body was handed over: now the server stores it.
    func beginStoring() {
        state.withLock { state in
            state.isStoring = true
            state.moved = .now
        }
    }

    /// What to say when a limit has passed.
    func overdue() -> ImageError? {
        state.withLock { state in
            guard !state.isPaused else { return nil }
            let limit = state.isStoring ? limits.store : limits.stall
            guard limit != .zero, ContinuousClock.now - state.moved > limit else { return nil }
            let seconds = limit / .seconds(1)
            let time = seconds < 10 ? "\((seconds * 10).rounded() / 10)" : "\(Int(seconds))"
            return state.isStoring
                ? ImageError(.network, "\(host) did not say within \(time) s that it stored the data")
                : ImageError(.network, "\(host) sent nothing and took nothing for \(time) s")
        }
    }
}
