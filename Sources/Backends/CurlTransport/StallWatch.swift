internal import BackendKit
internal import HTTPTransport
internal import Synchronization

/// Notices that nothing happens on a transfer any more.
///
/// libcurl's own low-speed limit would also end an upload whose bytes are all there while the service stores them,
/// which may take long and has a limit of its own.
final class StallWatch: Sendable {
    private struct State {
        var moved: ContinuousClock.Instant
        var looked: ContinuousClock.Instant
        /// The time over which the rate is measured now, and how many bytes had moved when it began.
        var stretch: (start: ContinuousClock.Instant, bytes: Int64)
        var received: Int64 = 0
        var sent: Int64 = 0
        var isPaused = false
        var isStoring = false

        init(_ now: ContinuousClock.Instant) { (moved, looked, stretch) = (now, now, (now, 0)) }

        mutating func restart(_ now: ContinuousClock.Instant) {
            (moved, looked) = (now, now)
            stretch = (now, received + sent)
        }
    }

    private static let slowest = 1024.0

    private let limits: (stall: Duration, slow: Duration, store: Duration)
    private let host: String
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    init(
        _ request: HTTPRequest, _ options: TransportOptions,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        let isData = request.kind == .data
        // A service may think about an answer as long as the exchange may take in all.
        let hasLimit = !isData && options.limit(for: request) != .zero
        limits = (hasLimit ? .zero : options.stallLimit, isData ? options.slowLimit : .zero, options.storeLimit)
        host = request.url.origin.description
        self.now = now
        state = Mutex(State(now()))
    }

    /// Milliseconds between two looks.
    var interval: Int32 {
        let shortest = [limits.stall, limits.slow, limits.store].filter { $0 != .zero }.reduce(.seconds(4), min)
        return max(10, Int32(shortest / .milliseconds(1) / 4))
    }

    /// Bytes moved, in all, since the beginning.
    func note(received: Int64, sent: Int64) {
        state.withLock { state in
            guard received != state.received || sent != state.sent else { return }
            (state.received, state.sent, state.moved) = (received, sent, now())
        }
    }

    /// The transfer waits for this program, not for the server.
    func pause() { state.withLock { $0.isPaused = true } }

    func resume() {
        state.withLock { state in
            if state.isPaused { state.restart(now()) }
            state.isPaused = false
        }
    }

    /// The last byte of a body was handed over: now the server stores it.
    func beginStoring() {
        state.withLock { state in
            state.isStoring = true
            state.restart(now())
        }
    }

    /// The answer came.
    func endStoring() {
        state.withLock { state in
            state.isStoring = false
            state.restart(now())
        }
    }

    /// What to say when a limit has passed.
    func overdue() -> ImageError? {
        state.withLock { state in
            // Looks come every second. When they did not, this program was stopped, and the time is not the server's.
            let now = now()
            if now - state.looked > .seconds(10) { state.restart(now) }
            state.looked = now
            return state.isPaused ? nil : silence(state) ?? slowness(&state)
        }
    }

    private func silence(_ state: State) -> ImageError? {
        let limit = state.isStoring ? limits.store : limits.stall
        guard limit != .zero, state.looked - state.moved > limit else { return nil }
        return state.isStoring
            ? ImageError(.network, "\(host) did not say within \(limit.shown) that it stored the data")
            : ImageError(.network, "\(host) sent nothing and took nothing for \(limit.shown)")
    }

    private func slowness(_ state: inout State) -> ImageError? {
        let time = state.looked - state.stretch.start
        guard limits.slow != .zero, !state.isStoring, time > limits.slow else { return nil }
        let bytes = state.received + state.sent - state.stretch.bytes
        state.stretch = (state.looked, state.received + state.sent)
        guard Double(bytes) < Self.slowest * (time / .seconds(1)) else { return nil }
        return ImageError(.network, "\(host) was slower than 1 KiB/s for \(limits.slow.shown)")
    }
}
