internal import Editline
internal import Glibc
internal import Processes

/// The program that shows a long text: `$PAGER`, else `less`, else one of our own.
enum PagerProgram {
    /// Blocks the thread until the person has seen enough.
    /// - Returns: whether it was shown.
    static func show(_ text: [UInt8]) -> Bool {
        let chosen = getenv("PAGER").map { String(cString: $0) } ?? ""
        guard !chosen.isEmpty || InstalledProgram.isThere("less", in: path) else {
            return TerminalPager.show(String(decoding: text, as: UTF8.self), on: 0)
        }
        guard let path = privateFile(with: text) else { return false }
        // The setting may have options, so the shell splits it. F ends at once what fits, R shows colours, X leaves the
        // text on the screen: what git sets for less as well, unless there is a setting.
        let line = #"exec <"$1"; rm -f "$1"; : "${LESS=FRX}"; export LESS; "# + (chosen.isEmpty ? "less" : chosen)
        let ending = try? ForegroundProgram(["/bin/sh", "-c", line, "sh", path], terminal: 0).run()
        unlink(path)
        // 127 is the shell's word for a program that is not there, 126 for one that cannot be run.
        return ending.map { $0 != .exited(127) && $0 != .exited(126) } ?? false
    }

    private static var path: String? { getenv("PATH").map { String(cString: $0) } }

    /// `mkstemp` makes it with mode 0600.
    private static func privateFile(with bytes: [UInt8]) -> String? {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(directory)/imgsh-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { return nil }
        defer { close(file) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                path.map { _ = unlink($0) }
                return nil
            }
            done += count
        }
        return path
    }
}
