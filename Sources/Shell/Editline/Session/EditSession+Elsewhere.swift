internal import Glibc

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
        let isDone = Self.run(["/bin/sh", "-c", "\(editor ?? "vi") \"$1\"", "sh", path])
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

    /// In our own process group, so that it has the terminal, and with signals as a program expects them.
    /// - Returns: whether it ended with 0.
    private static func run(_ words: [String]) -> Bool {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGXFSZ] {
            sigaddset(&signals, signal)
        }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        guard posix_spawn(&child, words[0], nil, &attributes, arguments, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return false }
        }
        return status == 0
    }
}
