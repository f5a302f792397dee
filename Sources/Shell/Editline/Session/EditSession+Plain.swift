internal import Glibc

/// Reading without editing, after `edit off` in the user's file: the system's own line, but Ctrl-C as everywhere.
extension EditSession {
    /// `_POSIX_VDISABLE`, a macro that Swift does not see.
    private static let disabledCharacter: UInt8 = 0

    func readPlainly() -> LineEvent {
        var before = termios()
        guard tcgetattr(input, &before) == 0 else { return .endOfInput }
        defer { tcsetattr(input, TCSADRAIN, &before) }
        var modes = before
        // Ctrl-C ends the line instead of sending a signal.
        withUnsafeMutableBytes(of: &modes.c_cc) { characters in
            characters[Int(VINTR)] = Self.disabledCharacter
            characters[Int(VEOL)] = 0x03
        }
        tcsetattr(input, TCSADRAIN, &modes)
        options.beginsToRead()
        libedit.write(screen.styledPrompt)
        var line: [UInt8] = []
        while true {
            switch keys.bytes.next(wakes: true) {
            case .byte(0x0A): return .line(String(decoding: line, as: UTF8.self))
            case .byte(0x03):
                libedit.write("\n")
                return .interrupted
            case .byte(let byte): line.append(byte)
            case .wake:
                hear()
                if case .event(let event) = outcome { return event }
                if outcome != nil { return .finished }
            case .silence: break
            case .end:
                libedit.write("\n")
                return line.isEmpty ? .endOfInput : .line(String(decoding: line, as: UTF8.self))
            }
        }
    }
}
