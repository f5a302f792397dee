internal import BackendKit
internal import CommandKit
internal import Glibc
internal import Synchronization

/// A command line that runs in the background, or did.
final class Job: Sendable {
    let number: Int
    /// In one row, safe for a terminal.
    let line: String
    let stage: JobStage
    let startedAt = Int64(time(nil))
    /// Its end.
    let end = Event<ExitStatus>()
    private let wasAwaitedState = Mutex(false)
    private let stop: @Sendable () -> Void
    private let wasCancelled = Mutex(false)

    /// - Parameter stop: cancels what runs; may come before or after it does.
    init(_ number: Int, line: String, stage: JobStage, stop: @escaping @Sendable () -> Void) {
        self.number = number
        self.line = line
        self.stage = stage
        self.stop = stop
    }

    var isRunning: Bool { end.value == nil }

    /// Whether its status is known to somebody who waited for it.
    var wasAwaited: Bool {
        get { wasAwaitedState.withLock { $0 } }
        set { wasAwaitedState.withLock { $0 = newValue } }
    }

    /// Ends it in good order.
    /// - Parameter insists: whether its programs are ended whatever they do about that, when it was cancelled before.
    func cancel(insists: Bool = false) {
        guard isRunning else { return }
        let isFirst = wasCancelled.withLock { was in
            defer { was = true }
            return !was
        }
        if isFirst { stop() } else if insists { stage.endPrograms() }
    }

    var report: JobReport {
        JobReport(
            number: number, line: line, status: end.value, wasAwaited: wasAwaited, startedAt: startedAt,
            progress: isRunning ? stage.console.progress : nil)
    }
}
