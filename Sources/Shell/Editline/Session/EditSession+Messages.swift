/// What other threads say, heard between two keys.
extension EditSession {
    /// Does what other threads have asked for since the last time.
    func hear() {
        for message in mailbox.drain() { obey(message) }
    }

    private func obey(_ message: Message) {
        switch message {
        case .read(let request):
            if cancelled.remove(request.number) != nil {
                request.continuation.resume(throwing: CancellationError())
            } else {
                requests.append(request)
            }
        case .cancelRead(let number): cancelRead(number)
        case .notice(let text): printNotice(HarmlessText.rows(text))
        case .prompt(let prompt, let other): replace(prompt, by: other)
        case .remember(let line):
            history.add(line)
            libedit.remember(line)
        case .forgetLines:
            history.forget()
            libedit.forgetLines()
            search = SearchState()
            suggester.begin()
        case .dropPending(let continuation): continuation.resume(returning: pasted.drop())
        case .completion(let number, let answer): completion.take(answer, number: number)
        case .resized: if isEditing { heldNotices == nil ? screen.resize() : screen.measure() }
        case .continued: continueAfterStop()
        case .finish:
            isFinishing = true
            endLine(.event(.finished))
        case .close(let continuation):
            isClosing = true
            if let continuation { closers.append(continuation) }
            endLine(.event(.finished))
        }
    }

    private func cancelRead(_ number: Int) {
        if current == number {
            outcome = .cancelled
        } else if let place = requests.firstIndex(where: { $0.number == number }) {
            requests.remove(at: place).continuation.resume(throwing: CancellationError())
        } else {
            cancelled.insert(number)
        }
    }

    private func endLine(_ outcome: Outcome) {
        if current != nil, self.outcome == nil { self.outcome = outcome }
    }

    private func printNotice(_ text: String) {
        if heldNotices != nil {
            heldNotices?.append(text)
        } else if isEditing {
            screen.printAbove(text)
        } else {
            libedit.write(text + "\n")
        }
    }

    /// A search has a prompt of its own meanwhile, and below a list the line is drawn when it has been looked at.
    private func replace(_ prompt: Prompt, by other: Prompt) {
        guard isEditing else {
            // Of the line that comes next.
            promptInstead = (prompt, other)
            return
        }
        guard linePrompt == prompt, prompt != other else { return }
        let isShown = heldNotices == nil && screen.prompt == prompt
        linePrompt = other
        guard isShown else { return }
        screen.toOrigin()
        screen.show(other)
        libedit.refresh()
    }

    private func continueAfterStop() {
        wasContinued = true
        guard isEditing, !isSuspending else { return }
        goOn(clearing: screen.isDumb ? "\r" : Screen.clearing)
    }
}
