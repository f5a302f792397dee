internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Glibc

/// The file that what is typed is written into, as a script.
final class SessionRecorder: Sendable {
    let path: String
    private let file: OpenFile

    /// - Throws: ``ImageError`` with code `.conflict` when the file is there and may not go.
    init(_ path: String, overwriting: Bool) throws(ImageError) {
        self.path = path
        if let status = try FileStatus.of(path) {
            guard overwriting, status.kind == .regular else {
                throw ImageError(
                    .conflict, "'\(path)' is there already; nothing is recorded",
                    hint: status.kind == .regular ? "record \(Quoting.word(path)) --overwrite" : nil)
            }
            file = try OpenFile.writing(path, appends: false)
        } else {
            do {
                file = try OpenFile.creating(path, mode: 0o600)
            } catch {
                // That there is no such directory is not that there is no such image.
                throw ImageError(.local, error.message, details: error.details)
            }
        }
        try file.write("# Recorded by imgsh on \(Timestamp(secondsSince1970: Int64(time(nil))))\n".utf8)
    }

    /// - Throws: ``ImageError`` when it cannot be written.
    func note(
        _ text: String, _ status: ExitStatus, _ registry: Registry, _ aliases: Aliases = Aliases()
    ) throws(ImageError) {
        guard !text.isBlank else { return }
        // A blank before a line keeps it out of the history, but not out of what was asked for here.
        let line = String(text.unicodeScalars.drop { $0 == " " || $0 == "\t" })
        guard HistoryPolicy.keeps(line, registry: registry, aliases: aliases) else {
            return try file.write("# A line with a secret was left out.\n".utf8)
        }
        guard status != .done else { return try file.write((line + "\n").utf8) }
        let lines = line.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)\n" }.joined()
        try file.write("# Ended with status \(status.rawValue):\n\(lines)".utf8)
    }
}
