internal import Glibc

/// Being stopped and going on.
extension EditSession {
    /// Tenths of a second of our own time to wait for the end of the stop. Nothing stops a process whose group has
    /// no parent in the session.
    private static let stopTime = 10

    /// Ctrl-Z: gives the terminal back, stops the process, and takes the terminal again. Whoever leads its session has
    /// no shell to come back to, as in a container.
    func suspend() -> EditCommand.Result {
        guard getsid(0) != getpid() else { return .refused }
        screen.toRowBelow()
        setPasteMode(false)
        libedit.prepareTerminal(editing: false)
        isSuspending = true
        wasContinued = false
        kill(0, SIGTSTP)
        // The stop may come a little later than the call; the report of its end says that it has been.
        for _ in 0..<Self.stopTime where !wasContinued && outcome == nil {
            if keys.bytes.wait(within: 100, wakes: true, listens: false) == .wake { hear() }
        }
        isSuspending = false
        takeTerminalBack()
        libedit.refresh()
        return .done
    }

    /// Sets the modes for editing, whatever was done to them meanwhile.
    func takeTerminalBack() {
        // libedit leaves the terminal alone when it takes the mode for set already.
        libedit.prepareTerminal(editing: false)
        libedit.prepareTerminal(editing: true)
        // What came meanwhile is not for what the line will run.
        options.beginsToRead()
        setPasteMode(true)
        screen.overlay.forget()
        screen.measure()
        libedit.resize()
    }
}
