internal import Glibc

/// Programs in a process group of their own that do not have the terminal: its signals are not for them.
struct BackgroundGroup {
    /// That of the program which leads it.
    let number: pid_t

    /// What the key does for programs in the foreground; once the terminal is gone, what that does.
    func interrupt() {
        kill(-number, TerminalState.isGone(0) ? SIGHUP : SIGINT)
        // Who is stopped learns of a signal only when it goes on.
        kill(-number, SIGCONT)
    }

    /// What nobody can do anything about.
    func end() { kill(-number, SIGKILL) }

    /// Waits for the end of all; blocks the thread. When one wants the terminal they are ended, for nobody can give it to
    /// them: see ``ForegroundProgram/Ending/wantedTerminal``.
    func wait(for children: [pid_t]) -> [ForegroundProgram.Ending] {
        var endings: [pid_t: ForegroundProgram.Ending] = [:]
        var refused: ForegroundProgram.Ending?
        while endings.count < children.count {
            guard let (child, status) = ChildStatus.next(of: -number, WUNTRACED), children.contains(child) else {
                break
            }
            switch status {
            case .ended(let ending): endings[child] = refused ?? ending
            case .stopped(let signal):
                let ending = ForegroundProgram.Ending.signalled(signal)
                // Whoever stopped it for another reason lets it go on.
                guard ending.wantedTerminal else { continue }
                // As when its terminal is gone; who will not hear of that asks again.
                kill(-number, refused == nil ? SIGHUP : SIGKILL)
                kill(-number, SIGCONT)
                refused = ending
            }
        }
        return children.map { endings[$0] ?? .exited(1) }
    }
}

extension ForegroundProgram.Ending {
    /// Whether it was ended because it wanted a terminal that it could not have. Of these signals nobody dies by itself.
    public var wantedTerminal: Bool { self == .signalled(SIGTTIN) || self == .signalled(SIGTTOU) }
}
