internal import Glibc

/// What a terminal is set to.
public enum TerminalState {
    /// Whether it was a terminal and is one no longer, because its other end is gone.
    public static func isGone(_ terminal: Int32) -> Bool {
        var modes = termios()
        return tcgetattr(terminal, &modes) != 0 && errno == EIO
    }

    /// - Returns: `nil` when there is no terminal.
    static func modes(of terminal: Int32) -> termios? {
        var modes = termios()
        return tcgetattr(terminal, &modes) == 0 ? modes : nil
    }

    static func set(_ terminal: Int32, to modes: termios) {
        var modes = modes
        tcsetattr(terminal, TCSADRAIN, &modes)
    }
}
