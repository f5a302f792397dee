internal import Glibc
internal import Synchronization

/// Programs that are signalled together with us.
extension ForegroundProgram {
    /// Those that run in our process group now. The process has one.
    static let inOurGroup = Mutex<Set<pid_t>>([])

    /// Hands on to them a signal that was sent to us alone, as by `kill` or whatever looks after services, or to one that has
    /// the terminal. Where we have it, its keys reach them without us.
    public static func passOn(_ signal: Int32) {
        inOurGroup.withLock { programs in
            for program in programs { kill(program, signal) }
        }
    }
}
