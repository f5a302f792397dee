internal import Glibc
internal import Processes

/// Another editor, for a text that has outgrown its line.
public enum TextEditor {
    /// Why there is no edited text.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// One sentence in lower case.
        public let description: String
    }

    /// Runs `$VISUAL`, `$EDITOR` or `vi` on a file that only its owner can read, and takes back what it holds then,
    /// without the line ends behind it. Blocks the thread.
    /// - Parameter terminal: lent to the editor.
    public static func edit(_ text: String, on terminal: Int32) throws(Failure) -> String {
        let path = try privateFile(with: text)
        defer { unlink(path) }
        let name =
            [getenv("VISUAL"), getenv("EDITOR")].compactMap { $0.map { String(cString: $0) } }
            .first { !$0.isEmpty } ?? "vi"
        // The setting may have options, so the shell splits it.
        let program = ForegroundProgram(["/bin/sh", "-c", "\(name) \"$1\"", "sh", path], terminal: terminal)
        let ending: ForegroundProgram.Ending
        do {
            ending = try program.run()
        } catch {
            throw Failure(description: "cannot start the editor '\(name)': \(reason(error.code))")
        }
        switch ending {
        case .exited(0): break
        case .exited(let status): throw Failure(description: "the editor '\(name)' ended with status \(status)")
        case .signalled(let number): throw Failure(description: "the editor '\(name)' was ended by signal \(number)")
        }
        guard let saved = EditSession.text(ofFile: path) else {
            throw Failure(description: "what the editor '\(name)' has left cannot be read")
        }
        let clean = PastedText.clean(Array(saved.utf8)).unicodeScalars
        guard let last = clean.lastIndex(where: { $0 != "\n" }) else { return "" }
        return String(clean[...last])
    }

    /// `mkstemp` makes it with mode 0600.
    private static func privateFile(with text: String) throws(Failure) -> String {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(directory)/imgsh-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else {
            throw Failure(description: "no file for the editor in '\(directory)': \(reason(errno))")
        }
        defer { close(file) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
        let bytes = Array((text + "\n").utf8)
        guard write(file, bytes, bytes.count) == bytes.count else {
            let failure = Failure(description: "cannot write the file for the editor: \(reason(errno))")
            unlink(path)
            throw failure
        }
        return path
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
