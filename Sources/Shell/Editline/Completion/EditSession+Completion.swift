/// Tab.
extension EditSession {
    /// How long to wait for the completer.
    private static let patience = Duration.milliseconds(1500)
    /// What is typed within this time after Tab waits for the answer too, so that fast fingers get the same line.
    private static let grace = Duration.milliseconds(150)

    /// Goes on with the word at the cursor as far as all candidates agree; when they do not, lists them.
    func complete() -> EditCommand.Result {
        let line = libedit.line
        var isWaiting = false
        let answer = answer(to: line.before) {
            isWaiting = true
            screen.note("…")
        }
        if isWaiting { screen.repaint() }
        guard let answer else { return isWaiting ? .done : .refused }
        let candidates = answer.candidates.filter { $0.insertion.unicodeScalars.allSatisfy { $0.value >= 0x20 } }
        let replaced = min(max(0, answer.replacing), line.cursor)
        if candidates.count == 1 {
            return insert(candidates[0].insertion, for: replaced, in: line, isFinal: candidates[0].isFinal)
        }
        guard !candidates.isEmpty else { return .refused }
        let common = answer.continuesWord ? candidates.commonInsertion : ""
        if common.unicodeScalars.count > replaced { return insert(common, for: replaced, in: line, isFinal: false) }
        list(candidates, isCut: answer.isCut)
        return .done
    }

    private func insert(
        _ text: String, for replaced: Int, in line: EditedLine, isFinal: Bool
    ) -> EditCommand.Result {
        var line = line
        line.replaceBefore(replaced, with: text)
        if isFinal {
            // A blank that stands there already is stepped over.
            if line.cursor < line.scalars.count, line.scalars[line.cursor] == " " {
                line.cursor += 1
            } else {
                line.replaceBefore(0, with: " ")
            }
        }
        return show(line)
    }

    /// Asks the completer and waits.
    /// - Parameter waits: called once, when the answer is not there at once.
    /// - Returns: `nil` when it did not answer in time, a key was pressed, or the line is to end.
    private func answer(to text: String, waits: () -> Void) -> CompletionAnswer? {
        let number = completion.begin()
        let task = Task { [completer = options.completer, mailbox] in
            let answer = await completer.complete(text)
            mailbox.post(.completion(number: number, answer))
        }
        defer { task.cancel() }
        let start = ContinuousClock.now
        var isLate = false
        while outcome == nil {
            hear()
            if let answer = completion.answer { return answer }
            let waited = ContinuousClock.now - start
            if waited >= Self.patience { break }
            if !isLate, waited >= Self.grace {
                isLate = true
                waits()
            }
            if isLate, keys.isReady(within: 0) {
                let input = nextInput()
                // Ctrl-C gives up the question, not the line.
                if input != .key(.interrupt) { keys.pushBack(input) }
                break
            }
            _ = keys.bytes.wait(within: isLate ? 50 : 10, wakes: true, listens: isLate)
        }
        _ = completion.begin()
        return nil
    }
}
