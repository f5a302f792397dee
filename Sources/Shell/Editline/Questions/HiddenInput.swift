internal import CEditline
internal import Glibc

/// A terminal that shows nothing of what is typed, until ``end()``.
///
/// It sends no signals meanwhile: Ctrl-C, Ctrl-Z and Ctrl-\ are characters like others, so that none of them can leave
/// it without its echo. A crash gives the echo back as well.
struct HiddenInput {
    private let terminal: Int32
    private let modes: termios
    private let guardsTerminal: Bool

    /// - Returns: `nil` when the terminal does not let itself be changed.
    init?(_ terminal: Int32) {
        var modes = termios()
        guard tcgetattr(terminal, &modes) == 0 else { return nil }
        self.terminal = terminal
        self.modes = modes
        // An editor that is open guards it already.
        guardsTerminal = !ceditline_guards_terminal() && ceditline_guard_terminal(terminal)
        modes.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        withUnsafeMutableBytes(of: &modes.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        // What was typed before the question was shown is no answer to it.
        guard tcsetattr(terminal, TCSAFLUSH, &modes) == 0 else {
            end()
            return nil
        }
    }

    /// Gives the terminal back as it was.
    /// - Parameter forgetting: whether what was typed and not read goes: it may be a part of the secret, and whoever reads
    ///   next would show it.
    func end(forgetting: Bool = true) {
        var before = modes
        // From the background of its own terminal it would stop the process instead.
        let foreground = tcgetpgrp(terminal)
        if foreground == getpgrp() || foreground < 0 {
            tcsetattr(terminal, forgetting ? TCSAFLUSH : TCSADRAIN, &before)
        }
        if guardsTerminal { ceditline_release_terminal() }
    }
}
