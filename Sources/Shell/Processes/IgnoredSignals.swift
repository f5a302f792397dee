internal import CProcesses
internal import Synchronization

/// Signals that we were started to ignore: SIGHUP by `nohup`, SIGINT by a shell without job control that puts us into
/// the background. They stay ignored, also by the programs that we start.
public enum IgnoredSignals {
    private static let kept = Mutex<Set<Int32>>([])

    /// Leaves them as they are from now on; to be called before anything of ours handles them.
    /// - Returns: those of the signals that are ignored.
    public static func keep(among signals: [Int32]) -> Set<Int32> {
        let ignored = Set(signals.filter { cprocesses_signal_is_ignored($0) })
        kept.withLock { $0.formUnion(ignored) }
        return ignored
    }

    static func isKept(_ signal: Int32) -> Bool { kept.withLock { $0.contains(signal) } }
}
