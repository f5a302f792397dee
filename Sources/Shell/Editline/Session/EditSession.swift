internal import CEditline

/// The editor as its thread sees it: serves one request after the other, and listens while a line is edited.
///
/// Everything here runs on that thread. While libedit edits, it asks ``readKey()`` for every key; at that moment the
/// screen is up to date, so that is where messages of other threads are heard.
final class EditSession {
    let libedit: Libedit
    let screen: Screen
    let keys: KeyReader
    let mailbox: Mailbox
    let options: EditlineEditor.Options
    let input: Int32

    var history: LineHistory
    /// Numbers of our commands as libedit knows them.
    var commands: [(number: Int32, command: EditCommand)] = []
    /// What ended the line, when it was not its Enter.
    var outcome: Outcome?
    /// What stands before the line, or will again when a search or a list is over.
    var linePrompt = Prompt([])
    /// What to show for the prompt of the next line, should it be this one.
    var promptInstead: (prompt: Prompt, other: Prompt)?
    /// Pasted lines that wait for their turn.
    var pasted = PastedQueue()
    /// The text that the key ``Key/paste`` stands for, and the character that ``Key/mark`` stands for.
    var heldPaste = ""
    var heldMark: Unicode.Scalar?
    var search = SearchState()
    var suggester = Suggester()
    /// What is asked for now, or was last.
    var request = LineRequest(prompt: Prompt([]))
    /// What the lines of a walk begin with.
    var walkBeginning: [Unicode.Scalar] = []
    /// The user's settings for libedit.
    var editrc: EditrcFile?
    /// The keys that were asked for last, if they were not left to the user's file.
    var keyMap: KeyMap?
    var completion = CompletionState()
    /// Messages to print once a list of candidates has been looked at; `nil` while they are printed at once.
    var heldNotices: [String]?
    /// Whether SIGCONT was reported since it was last looked at.
    var wasContinued = false

    /// Whether the editor stops the process itself and waits for its continuation.
    var isSuspending = false

    private(set) var isEditing = false
    var requests: [ReadRequest] = []
    /// The number of the request that is served.
    private(set) var current: Int?
    /// Requests that were given up before they came.
    var cancelled: Set<Int> = []
    var isFinishing = false
    var isClosing = false
    var closers: [CheckedContinuation<Void, Never>] = []

    enum Outcome: Equatable {
        case event(LineEvent)
        case cancelled
    }

    init(_ libedit: Libedit, input: Int32, mailbox: Mailbox, options: EditlineEditor.Options) {
        self.libedit = libedit
        self.input = input
        self.mailbox = mailbox
        self.options = options
        screen = Screen(libedit, terminal: input, usesColor: options.usesColor)
        keys = KeyReader(ByteSource(input: input, wakeUp: mailbox.descriptor))
        history = LineHistory(options.history)
        for line in history.entries.suffix(1000) { libedit.remember(line) }
    }

    // MARK: Requests

    /// Works until the editor is closed.
    func serve() {
        setUp()
        while !isClosing {
            if requests.isEmpty {
                _ = keys.bytes.wait(wakes: true, listens: false)
                hear()
            } else {
                answer(requests.removeFirst())
            }
        }
        mailbox.close()
        hear()
        for request in requests { request.continuation.resume(returning: .finished) }
        libedit.close()
        ceditline_release_terminal()
        for closer in closers { closer.resume() }
    }

    private func answer(_ request: ReadRequest) {
        current = request.number
        hear()
        if outcome == nil, isFinishing { outcome = .event(.finished) }
        if outcome == nil {
            let event = read(request.line)
            if outcome != .cancelled { outcome = .event(event) }
        }
        current = nil
        switch outcome {
        case .event(let event): request.continuation.resume(returning: event)
        case .cancelled, nil: request.continuation.resume(throwing: CancellationError())
        }
        outcome = nil
    }

    private func read(_ line: LineRequest) -> LineEvent {
        let notices = waitForForeground()
        guard outcome == nil else { return .finished }
        for notice in notices { libedit.write(notice + "\n") }
        request = line
        obey(line.keyMap)
        screen.measure()
        linePrompt = promptInstead?.prompt == line.prompt ? promptInstead?.other ?? line.prompt : line.prompt
        promptInstead = nil
        screen.show(linePrompt)
        screen.begin(with: line.rightPrompt)
        screen.toFreshRow()
        for row in screen.cells.rowsAbove { libedit.write(row + "\n") }
        if let next = pasted.next() {
            echo(next)
            return .line(next)
        }
        guard libedit.edits else { return readPlainly() }
        if let rest = pasted.takeRest() { keys.pushBack(.paste(rest)) }
        history.begin()
        suggester.begin()
        // Before the prompt is seen: what is typed from then on must not be echoed by the terminal.
        libedit.prepareTerminal(editing: true)
        options.beginsToRead()
        setPasteMode(true)
        isEditing = true
        let entered = libedit.read()
        isEditing = false
        // What ends in the background leaves the terminal alone.
        if !isInForeground, case .event(let event) = outcome { return event }
        setPasteMode(false)
        if case .event(let event) = outcome {
            leave(event)
            return event
        }
        if outcome == .cancelled {
            leave(.finished)
            return .finished
        }
        guard var text = entered else {
            leave(.endOfInput)
            return .endOfInput
        }
        if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
        return .line(text)
    }

    /// Leaves the cursor on a fresh row.
    private func leave(_ event: LineEvent) {
        switch event {
        case .line: break
        case .interrupted:
            screen.toEnd()
            libedit.write("^C\n")
        case .endOfInput, .finished: screen.toRowBelow()
        }
    }
}
