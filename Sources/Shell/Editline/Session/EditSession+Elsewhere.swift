/// Editing the line in another editor. libedit's own command for that runs the line when the editor ends.
extension EditSession {
    /// Runs the editor, and takes what it has saved into the line; a failure is said, and leaves the line as it was.
    func editElsewhere() -> EditCommand.Result {
        let line = libedit.line
        screen.toRowBelow()
        setPasteMode(false)
        libedit.prepareTerminal(editing: false)
        let edited = Result { () throws(TextEditor.Failure) in try TextEditor.edit(line.text, on: input) }
        takeTerminalBack()
        switch edited {
        case .success(nil): break
        case .success(let text?): libedit.replace(with: EditedLine(text))
        case .failure(let failure): libedit.write(HarmlessText.row("\(options.name): \(failure)") + "\n")
        }
        libedit.refresh()
        return .done
    }
}
