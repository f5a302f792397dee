/// What the keys do.
extension EditSession {
    func run(_ command: EditCommand) -> EditCommand.Result {
        switch command {
        case .backspace: backspace()
        case .complete: complete()
        case .deleteOrEnd: libedit.line.scalars.isEmpty ? .endOfInput : deleteRight()
        case .deleteRight: deleteRight()
        case .down: walkLikeTyped(.newer)
        case .edit: editElsewhere()
        case .end: moveToEnd()
        case .endOrOperand: moveToEndOrOperand()
        case .explain: explain()
        case .historyFirst: walk(to: 0)
        case .historyLast: walk(to: history.entries.count)
        case .historyNext: walk(.newer)
        case .historyPrevious: walk(.older)
        case .insertLiteral: insertLiteral()
        case .insertMark: insertMark()
        case .left: moveLeft()
        case .nothing: .done
        case .paste: paste()
        case .right: moveRight()
        case .searchAgain: searchAgain(.older)
        case .searchAgainNewer: searchAgain(.newer)
        case .searchNewer: searchHistory(.newer)
        case .searchOlder: searchHistory(.older)
        case .startsLikeNewer: walkToBeginning(.newer)
        case .startsLikeOlder: walkToBeginning(.older)
        case .suspend: suspend()
        case .up: walkLikeTyped(.older)
        case .wordRight: moveWordRight()
        }
    }

    /// Deletes a whole character as people see it, with the accents that belong to it.
    private func backspace() -> EditCommand.Result {
        var line = libedit.line
        guard let count = line.before.last?.unicodeScalars.count else { return .refused }
        line.replaceBefore(count, with: "")
        libedit.replace(with: line)
        return .changed
    }

    private func deleteRight() -> EditCommand.Result {
        var line = libedit.line
        guard let count = line.after.first?.unicodeScalars.count else { return .refused }
        line.cursor += count
        line.replaceBefore(count, with: "")
        libedit.replace(with: line)
        return .changed
    }

    private func moveLeft() -> EditCommand.Result {
        var line = libedit.line
        guard let count = line.before.last?.unicodeScalars.count else { return .refused }
        line.cursor -= count
        libedit.moveCursor(to: line.cursor)
        return .moved
    }

    private func moveRight() -> EditCommand.Result {
        var line = libedit.line
        if let result = takeSuggestion() { return result }
        guard let count = line.after.first?.unicodeScalars.count else { return .refused }
        line.cursor += count
        libedit.moveCursor(to: line.cursor)
        return .moved
    }

    private func moveToEnd() -> EditCommand.Result {
        if let result = takeSuggestion() { return result }
        libedit.moveCursor(to: libedit.line.scalars.count)
        return .moved
    }

    /// vi's `$`. In an empty line libedit's command for it goes before the beginning, and what is typed there
    /// damages its memory; so it is called only for other lines.
    private func moveToEndOrOperand() -> EditCommand.Result {
        guard !libedit.line.scalars.isEmpty else { return .refused }
        keys.pushBack(.key(.lastCharacter))
        return .unfinished
    }

    /// An accent joins the letter before it where there is a character for both. Otherwise it is inserted without
    /// being drawn: libedit would count a cell for it.
    private func insertMark() -> EditCommand.Result {
        guard let mark = heldMark else { return .done }
        heldMark = nil
        var line = libedit.line
        if line.cursor > 0, let composed = ComposedCharacter.of(line.scalars[line.cursor - 1], mark) {
            line.replaceBefore(1, with: String(composed))
        } else {
            line.replaceBefore(0, with: String(mark))
        }
        screen.toOrigin()
        libedit.replace(with: line)
        libedit.refresh()
        return .done
    }

    private func insertLiteral() -> EditCommand.Result {
        while outcome == nil {
            switch keys.nextLiteral() {
            case .key(let key):
                guard let scalar = key.scalar else { return .refused }
                var line = libedit.line
                line.replaceBefore(0, with: String(scalar))
                screen.toOrigin()
                libedit.replace(with: line)
                libedit.refresh()
                return .done
            case .wake: hear()
            case .end, .paste: outcome = .event(.endOfInput)
            }
        }
        return .done
    }
}
