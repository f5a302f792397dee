import Dispatch
import Glibc
import Testing

@testable import Editline

/// A pty: the editor has one end, the test the other.
final class PseudoTerminal: Sendable {
    let master: Int32
    let slave: Int32
    /// Waits for output on a thread of its own: the editor's calls need those of the tasks.
    private let reading = DispatchQueue(label: "imgsh.test.terminal")

    init() throws {
        setenv("TERM", "xterm", 1)
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var lock: Int32 = 0
        var number: Int32 = 0
        // TIOCSPTLCK and TIOCGPTN, macros that Swift does not see: unlock the other end, and tell its number.
        try #require(ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(slave >= 0)
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
    }

    deinit {
        close(master)
        close(slave)
    }

    func editor(_ completer: any LineCompleter = NoCompletion(), history: [String] = []) throws -> EditlineEditor {
        try EditlineEditor(
            input: slave, output: slave,
            options: EditlineEditor.Options(name: "test", history: history, completer: completer))
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        #expect(write(master, bytes, bytes.count) == bytes.count)
    }

    /// What has come from the editor, up to and with `text`.
    func output(upTo text: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            reading.async { @Sendable in continuation.resume(with: Result { try self.read(upTo: text) }) }
        }
    }

    private func read(upTo text: String) throws -> String {
        var seen: [UInt8] = []
        while !String(decoding: seen, as: UTF8.self).contains(text) {
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            try #require(poll(&watched, 1, 60_000) == 1, "'\(text)' never came")
            var byte: UInt8 = 0
            try #require(Glibc.read(master, &byte, 1) == 1)
            seen.append(byte)
        }
        return String(decoding: seen, as: UTF8.self)
    }
}
