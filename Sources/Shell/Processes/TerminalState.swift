internal import Glibc

/// What a terminal is set to.
public enum TerminalState {
    /// Whether it was a terminal and is one no longer, because its other end is gone.
    public static func isGone(_ terminal: Int32) -> Bool {
        var modes = termios()
        return tcgetattr(terminal, &modes) != 0 && errno == EIO
    }
}
