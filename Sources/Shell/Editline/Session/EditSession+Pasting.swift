internal import CEditline

/// Bracketed paste: a text that is pasted is text, whatever keys it holds.
extension EditSession {
    func setPasteMode(_ isOn: Bool) {
        guard !screen.isDumb else { return }
        libedit.write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l")
        ceditline_note_paste_mode(isOn)
    }

    /// Inserts the text that was pasted. Of several lines the first is entered, and the others wait for their turn.
    func paste() -> EditCommand.Result {
        let text = PastedText(heldPaste)
        heldPaste = ""
        var line = libedit.line
        line.replaceBefore(0, with: text.lines.first ?? text.rest)
        screen.toOrigin()
        libedit.replace(with: line)
        libedit.refresh()
        guard !text.lines.isEmpty else { return .done }
        pasted.put(text.lines.dropFirst(), rest: text.rest)
        screen.toRowBelow()
        outcome = .event(.line(line.text))
        return .done
    }

    /// Shows a pasted line behind its prompt, as if it had been typed.
    func echo(_ line: String) {
        libedit.write(screen.styledPrompt + HarmlessText.row(line) + "\n")
    }
}
