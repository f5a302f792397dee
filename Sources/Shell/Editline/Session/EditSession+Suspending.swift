internal import Glibc

/// Being stopped and going on.
extension EditSession {
    /// Tenths of a second of our own time to wait for the end of the stop. Nothing stops a process whose group has
    /// no parent in the session.
    private static let stopTime = 10
    /// Milliseconds between two looks at who has the terminal: nobody tells a process that goes on in the background when
    /// it comes to the foreground.
    private static let lookTime: Int32 = 200

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
        goOn(clearing: "")
        return .done
    }

    /// Shows the line again after a stop.
    func goOn(clearing: String) {
        let showsLine = screen.prompt == linePrompt
        let notices = waitForForeground()
        guard outcome == nil else { return screen.overlay.forget() }
        takeTerminalBack()
        if showsLine { screen.show(linePrompt) }
        libedit.write(clearing)
        libedit.refresh()
        for notice in notices { screen.printAbove(notice) }
    }

    /// Waits until the terminal is ours, or the line is to end: who continued us may have done so in the background. The
    /// terminal is somebody else's meanwhile.
    /// - Returns: what there was to say meanwhile.
    func waitForForeground() -> [String] {
        guard !isInForeground else { return [] }
        let areHeld = heldNotices != nil
        if !areHeld { heldNotices = [] }
        isSuspending = true
        while outcome == nil, !isInForeground {
            if keys.bytes.wait(within: Self.lookTime, wakes: true, listens: false) == .wake { hear() }
        }
        isSuspending = false
        guard !areHeld else { return [] }
        defer { heldNotices = nil }
        return heldNotices ?? []
    }

    /// A terminal that is gone is nobody else's.
    var isInForeground: Bool {
        let foreground = tcgetpgrp(input)
        return foreground == getpgrp() || foreground <= 0
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
