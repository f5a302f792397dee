internal import Glibc
internal import Processes

/// Editing the line in another editor. libedit's own command for that runs the line when the editor ends.
extension EditSession {
    /// Runs `$VISUAL`, `$EDITOR` or `vi` on a private file with the line in it, and takes back what it holds then.
    func editElsewhere() -> EditCommand.Result {
        let line = libedit.line
        guard let path = Self.privateFile(with: line.text) else { return .refused }
        defer { unlink(path) }
        screen.toRowBelow()
        setPasteMode(false)
        libedit.prepareTerminal(editing: false)
        let editor = [getenv("VISUAL"), getenv("EDITOR")].compactMap { $0.map { String(cString: $0) } }
            .first { !$0.isEmpty }
        // The setting may have options, so the shell splits it.
        let program = ForegroundProgram(
            ["/bin/sh", "-c", "\(editor ?? "vi") \"$1\"", "sh", path], terminal: input)
        let isDone = (try? program.run()) == .exited(0)
        takeTerminalBack()
        if isDone, let text = Self.contents(of: path) {
            libedit.replace(with: EditedLine(text))
        }
        libedit.refresh()
        return .done
    }

    private static func privateFile(with text: String) -> String? {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(directory)/line-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0, fcntl(file, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
        defer { close(file) }
        let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        let bytes = Array((text + "\n").utf8)
        guard let path, write(file, bytes, bytes.count) == bytes.count else { return nil }
        return path
    }

    /// The file's text without the line ends behind it; several lines stay several.
    private static func contents(of path: String) -> String? {
        guard let text = text(ofFile: path) else { return nil }
        let clean = PastedText.clean(Array(text.utf8)).unicodeScalars
        guard let last = clean.lastIndex(where: { $0 != "\n" }) else { return "" }
        return String(clean[...last])
    }
}
