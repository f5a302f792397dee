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
    /// - Returns: `nil` when nothing was saved: the person has thought better of it, or the editor opened a window and did
    ///   not wait.
    public static func edit(_ text: String, on terminal: Int32) throws(Failure) -> String? {
        let path = try privateFile(with: text)
        defer { unlink(path) }
        let before = Version(of: path)
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
        if let before, Version(of: path) == before { return nil }
        guard let saved = EditSession.text(ofFile: path) else {
            throw Failure(description: "what the editor '\(name)' has left cannot be read")
        }
        let clean = PastedText.clean(Array(saved.utf8)).unicodeScalars
        guard let last = clean.lastIndex(where: { $0 != "\n" }) else { return "" }
        return String(clean[...last])
    }

    /// What saving changes in a file, be it written or replaced, with the same text or another.
    private struct Version: Equatable {
        private let file: ino_t
        private let size: off_t
        private let seconds: time_t
        private let nanoseconds: Int

        init?(of path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (file, size) = (status.st_ino, status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
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
        // Time goes in steps: what is saved within this one has another time as well.
        let past = timespec(tv_sec: time(nil) - 2, tv_nsec: 0)
        futimens(file, [past, past])
        return path
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
