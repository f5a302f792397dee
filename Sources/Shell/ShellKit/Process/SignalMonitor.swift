internal import Dispatch
internal import Glibc

/// Signals as calls on a queue of their own, outside any handler.
final class SignalMonitor: Sendable {
    // SAFETY: the sources are made in `init`, never changed, and cancelled once in `deinit`; Dispatch allows that
    // from any thread, but its type is not marked Sendable on Linux.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// - Parameter handle: called with the signal's number, never for two signals at once.
    init(_ signals: [Int32], handle: @escaping @Sendable (Int32) -> Void) {
        let queue = DispatchQueue(label: "imgsh.signals")
        sources = signals.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { @Sendable in handle(number) }
            source.resume()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }

    /// Failures to write show as errors of the write, not as the end of the process.
    static func ignoreBrokenPipesAndFileLimits() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
