internal import Glibc

/// One line of an answer, read from a terminal that no editor is reading.
public enum TerminalLine {
    public enum Answer: Sendable, Equatable {
        /// Without its line end.
        case text(String)
        /// Ctrl-D in an empty line, or the terminal is gone.
        case ended
        /// Ctrl-C.
        case interrupted
        /// Somebody else ended the wait.
        case woken
    }

    private static let longest = 4096

    /// Puts a question and reads the answer. Blocks the thread.
    /// - Parameters:
    ///   - isHidden: whether nothing of the answer is shown. Backspace and Ctrl-U work then as ever; other control
    ///     characters are ignored.
    ///   - terminal: open for reading and writing; the process must be in its foreground.
    ///   - wakeUp: ends the wait with `.woken`.
    public static func ask(_ question: String, isHidden: Bool, on terminal: Int32, until wakeUp: WakeUp) -> Answer {
        guard isHidden else {
            show(question, on: terminal)
            let (answer, isEntered) = plainLine(of: terminal, wakeUp)
            // What is said next begins a row, as behind an Enter.
            if !isEntered { show("\n", on: terminal) }
            return answer
        }
        guard let hidden = HiddenInput(terminal) else { return .ended }
        show(question, on: terminal)
        let answer = hiddenLine(of: terminal, wakeUp)
        show(answer == .interrupted ? "^C\n" : "\n", on: terminal)
        if case .text = answer { hidden.end(forgetting: false) } else { hidden.end() }
        return answer
    }

    /// The terminal edits the line, and sends a signal for Ctrl-C.
    /// - Returns: the answer, and whether it ended with Enter.
    private static func plainLine(of terminal: Int32, _ wakeUp: WakeUp) -> (Answer, isEntered: Bool) {
        var answer: [UInt8] = []
        while answer.count < longest {
            switch next(of: terminal, wakeUp) {
            case .byte(0x0A): return (text(answer), true)
            case .byte(let byte): answer.append(byte)
            case .end: return (answer.isEmpty ? .ended : text(answer), false)
            case .woken: return (.woken, false)
            }
        }
        return (text(answer), false)
    }

    private static func hiddenLine(of terminal: Int32, _ wakeUp: WakeUp) -> Answer {
        var answer: [UInt8] = []
        while true {
            switch next(of: terminal, wakeUp) {
            case .byte(0x0A), .byte(0x0D): return text(answer)
            case .byte(0x03): return .interrupted
            case .byte(0x04): if answer.isEmpty { return .ended }
            case .byte(0x08), .byte(0x7F): removeLastScalar(of: &answer)
            case .byte(0x15): answer = []
            case .byte(..<0x20): break
            case .byte(let byte): if answer.count < longest { answer.append(byte) }
            case .end: return .ended
            case .woken: return .woken
            }
        }
    }

    private enum Event {
        case byte(UInt8)
        case end
        case woken
    }

    private static func next(of terminal: Int32, _ wakeUp: WakeUp) -> Event {
        while true {
            var watched = [
                pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                return .end
            }
            if watched[1].revents != 0 { return .woken }
            var byte: UInt8 = 0
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? .byte(byte) : .end
        }
    }

    private static func removeLastScalar(of bytes: inout [UInt8]) {
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }

    private static func text(_ bytes: [UInt8]) -> Answer { .text(String(decoding: bytes, as: UTF8.self)) }

    private static func show(_ text: String, on terminal: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
