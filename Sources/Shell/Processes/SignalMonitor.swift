internal import CProcesses
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Signals as calls on a queue of their own, outside any handler.
///
/// From the moment it is made none of its signals is lost, and none does what it would do by itself; with the last
/// monitor of a signal that comes back.
public final class SignalMonitor: Sendable {
    private let number: Int

    /// - Parameter handle: called with each, never for two at once, and perhaps a while after it came.
    public init(_ signals: [Int32], handle: @escaping @Sendable (ArrivedSignal) -> Void) {
        number = SignalHub.shared.add(signals, handle)
    }

    deinit { SignalHub.shared.remove(number) }

    /// Failures to write show as errors of the write, not as the end of the process.
    public static func ignoreBrokenPipesAndFileLimits() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Ending the terminal has been noticed already; its signal has nothing to add.
    public static func ignoreHangUp() { signal(SIGHUP, SIG_IGN) }
}

/// The process has one disposition for a signal, and any number of monitors.
private final class SignalHub: Sendable {
    static let shared = SignalHub()

    private struct Monitor {
        let number: Int
        let signals: [Int32]
        let handle: @Sendable (ArrivedSignal) -> Void
    }

    private struct State {
        var monitors: [Monitor] = []
        var lastNumber = 0

        func isWatched(_ signal: Int32) -> Bool { monitors.contains { $0.signals.contains(signal) } }
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "imgsh.signals")
    // SAFETY: made and resumed in `init`, kept, and never touched again; its type is not marked Sendable on Linux.
    private nonisolated(unsafe) let source: any DispatchSourceRead

    private init() {
        source = DispatchSource.makeReadSource(fileDescriptor: cprocesses_signal_descriptor(), queue: queue)
        source.setEventHandler { @Sendable in SignalHub.shared.deliver() }
        source.resume()
    }

    func add(_ signals: [Int32], _ handle: @escaping @Sendable (ArrivedSignal) -> Void) -> Int {
        state.withLock { state in
            for signal in signals where !state.isWatched(signal) { _ = cprocesses_signal_watch(signal) }
            state.lastNumber += 1
            state.monitors.append(Monitor(number: state.lastNumber, signals: signals, handle: handle))
            return state.lastNumber
        }
    }

    func remove(_ number: Int) {
        state.withLock { state in
            guard let place = state.monitors.firstIndex(where: { $0.number == number }) else { return }
            let monitor = state.monitors.remove(at: place)
            for signal in monitor.signals where !state.isWatched(signal) { cprocesses_signal_release(signal) }
        }
    }

    private func deliver() {
        let size = MemoryLayout<cprocesses_signal>.stride
        var records = [cprocesses_signal](repeating: cprocesses_signal(), count: 64)
        while true {
            let count = read(cprocesses_signal_descriptor(), &records, records.count * size)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            for record in records[..<(count / size)] {
                let signal = ArrivedSignal(record)
                let monitors = state.withLock { state in
                    state.monitors.filter { $0.signals.contains(signal.number) }
                }
                for monitor in monitors { monitor.handle(signal) }
            }
        }
    }
}
