internal import Glibc

/// What a terminal is set to.
public enum TerminalState {
    /// Whether Control-C is a signal now, not a key that the editor reads.
    public static func sendsInterrupts(_ terminal: Int32) -> Bool {
        var modes = termios()
        guard tcgetattr(terminal, &modes) == 0, modes.c_lflag & tcflag_t(ISIG) != 0 else { return false }
        return withUnsafeBytes(of: modes.c_cc) { $0[Int(VINTR)] != 0 }
    }

    /// Whether it was a terminal and is one no longer, because its other end is gone.
    public static func isGone(_ terminal: Int32) -> Bool {
        var modes = termios()
        return tcgetattr(terminal, &modes) != 0 && errno == EIO
    }
}
