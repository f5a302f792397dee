internal import BackendKit
internal import CCurl
internal import Glibc
internal import HTTPTransport
internal import Synchronization

/// The thread that drives libcurl. Every call into the library but the wake-up happens on it, so handles need no lock,
/// and callbacks run where the handles live.
final class CurlEngine: Sendable {
    private enum Job: Sendable {
        case add(Transfer)
        case remove(Transfer)
        case resume(Transfer)
        case stop
    }

    private struct State {
        var jobs: [Job] = []
        var isStarted = false
        var isStopped = false
        var multi: Multi?
    }

    // SAFETY: the pointer is made and freed by the thread; others only pass it to curl_multi_wakeup, which libcurl
    // allows from any thread, and only under the lock that guards its end.
    private struct Multi: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private let state = Mutex(State())

    /// Starts a transfer.
    /// - Throws: ``TransportFailure`` when libcurl cannot be had.
    func add(_ transfer: Transfer) throws(TransportFailure) {
        if let reason = ccurl_load() {
            throw TransportFailure(
                ImageError(.local, "no HTTP here: \(String(cString: reason))", hint: "!apt-get install libcurl4"),
                mayHaveActed: false)
        }
        guard let isPosted = post(.add(transfer)) else {
            throw TransportFailure(ImageError(.local, "the system has no thread left"), mayHaveActed: false)
        }
        guard isPosted else { throw TransportFailure(Self.closed, mayHaveActed: false) }
    }

    /// Ends a transfer, wherever it is; one that has ended already stays so.
    func remove(_ transfer: Transfer) { _ = post(.remove(transfer)) }

    /// Lets a transfer go on that waited for bytes or for room.
    func resume(_ transfer: Transfer) { _ = post(.resume(transfer)) }

    /// Ends everything, and the thread.
    func stop() {
        let isStarted = state.withLock { $0.isStarted }
        if isStarted { _ = post(.stop) }
    }

    private static let closed = ImageError(.network, "the connection was closed")

    /// - Returns: `false` when the engine was stopped; `nil` when it cannot be started.
    private func post(_ job: Job) -> Bool? {
        state.withLock { state in
            guard !state.isStopped else { return false }
            if !state.isStarted {
                guard start() else { return nil }
                state.isStarted = true
            }
            state.jobs.append(job)
            if let multi = state.multi { _ = ccurl_multi_wakeup(multi.pointer) }
            return true
        }
    }

    private func start() -> Bool {
        var thread = pthread_t()
        // The thread keeps the engine until it ends.
        let context = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        guard result == 0 else {
            Unmanaged<CurlEngine>.fromOpaque(context).release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// The thread's work, until it is told to stop.
    private func run() {
        guard let multi = ccurl_multi_init() else {
            finish(ImageError(.local, "libcurl cannot be started"))
            return
        }
        state.withLock { $0.multi = Multi(pointer: multi) }
        var active: [UnsafeMutableRawPointer: Transfer] = [:]
        var stops = false
        while !stops {
            let jobs = state.withLock { state in
                defer { state.jobs = [] }
                return state.jobs
            }
            for job in jobs {
                switch job {
                case .add(let transfer): begin(transfer, multi, &active)
                case .remove(let transfer): end(transfer, nil, multi, &active)
                case .resume(let transfer):
                    if let easy = transfer.easy, active[easy] != nil { _ = ccurl_easy_pause(easy, CURLPAUSE_CONT) }
                case .stop: stops = true
                }
            }
            var running: Int32 = 0
            _ = ccurl_multi_perform(multi, &running)
            var result = CURLE_OK
            while let easy = ccurl_multi_finished(multi, &result) {
                if let transfer = active[easy] { end(transfer, result, multi, &active) }
            }
            for transfer in active.values {
                if let error = transfer.watch.overdue() {
                    transfer.noteSent()
                    transfer.fail(TransportFailure(error, mayHaveActed: transfer.wasSent))
                    end(transfer, nil, multi, &active)
                }
            }
            let pause = active.values.reduce(Self.pause(active.values)) { min($0, $1.inbound.handOver() ?? $0) }
            if !stops { _ = ccurl_multi_poll(multi, pause) }
        }
        for transfer in active.values {
            transfer.noteSent()
            transfer.fail(TransportFailure(Self.closed, mayHaveActed: transfer.wasSent))
            end(transfer, nil, multi, &active)
        }
        finish(Self.closed)
        ccurl_multi_cleanup(multi)
    }

    /// Takes no more jobs, and fails those nobody will do.
    private func finish(_ error: ImageError) {
        let left = state.withLock { state in
            state.isStopped = true
            state.multi = nil
            defer { state.jobs = [] }
            return state.jobs
        }
        for case .add(let transfer) in left {
            transfer.fail(TransportFailure(error, mayHaveActed: false))
        }
    }

    private func begin(
        _ transfer: Transfer, _ multi: UnsafeMutableRawPointer, _ active: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        // It may have been given up before its turn came.
        guard !transfer.hasFailed, let easy = transfer.makeHandle(engine: self) else { return }
        active[easy] = transfer
        if ccurl_multi_add(multi, easy) != CURLM_OK {
            transfer.fail(TransportFailure(ImageError(.local, "libcurl took no more transfers"), mayHaveActed: false))
            end(transfer, nil, multi, &active)
        }
    }

    /// - Parameter result: what libcurl says of the end; `nil` when it was ours.
    private func end(
        _ transfer: Transfer, _ result: CURLcode?, _ multi: UnsafeMutableRawPointer,
        _ active: inout [UnsafeMutableRawPointer: Transfer]
    ) {
        guard let easy = transfer.easy, active.removeValue(forKey: easy) != nil else { return }
        transfer.noteSent()
        if let result { transfer.complete(result) }
        _ = ccurl_multi_remove(multi, easy)
        transfer.freeHandle()
    }

    /// Milliseconds until somebody has to look at the clock again; with nothing under way, only a job matters.
    private static func pause(_ transfers: some Collection<Transfer>) -> Int32 {
        transfers.isEmpty ? 600_000 : transfers.reduce(1000) { min($0, $1.watch.interval) }
    }
}
