internal import Glibc

/// What the system says of a child.
enum ChildStatus {
    case ended(ForegroundProgram.Ending)
    /// By a signal with this number.
    case stopped(Int32)

    /// The macros of <sys/wait.h>, which Swift does not see.
    private init(_ status: Int32) {
        let number = status & 0x7F
        if number == 0x7F {
            self = .stopped((status >> 8) & 0xFF)
        } else {
            self = .ended(number == 0 ? .exited((status >> 8) & 0xFF) : .signalled(number))
        }
    }

    /// Waits for news of a child.
    /// - Parameters:
    ///   - child: negative for any of a process group.
    ///   - options: of `waitpid`: without any it waits for an end.
    /// - Returns: whose news, and which; `nil` when there are none yet. A child that is not there has failed.
    static func next(of child: pid_t, _ options: Int32 = 0) -> (child: pid_t, status: ChildStatus)? {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(child, &status, options) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        return result > 0 ? (result, ChildStatus(status)) : (child, .ended(.exited(1)))
    }

    /// Waits for the end of a child; blocks the thread.
    static func end(of child: pid_t) -> ForegroundProgram.Ending {
        guard case .ended(let ending) = next(of: child)?.status else { return .exited(1) }
        return ending
    }
}
