/// The sequence that a key without a character sends, byte by byte, from behind its ESC.
struct EscapeSequence {
    /// What is known after a byte.
    enum Progress: Equatable {
        /// The sequence goes on.
        case more
        /// It is complete and means this key; `nil` for a sequence that means nothing here.
        case key(Key?)
        /// It is complete: a paste begins.
        case pasteBegins
        /// This byte begins no sequence: ESC stood alone, and the byte is for somebody else.
        case notOne
        /// The sequence broke off: the byte belongs to no sequence.
        case broken
    }

    private enum State {
        case begin, control, single, console
    }

    private static let longest = 32

    private var state = State.begin
    private var parameters: [UInt8] = []

    mutating func add(_ byte: UInt8) -> Progress {
        switch (state, byte) {
        case (.begin, UInt8(ascii: "[")): state = .control
        case (.begin, UInt8(ascii: "O")): state = .single
        case (.begin, _): return .notOne
        // Function keys of the Linux console: ESC [ [ A.
        case (.control, UInt8(ascii: "[")) where parameters.isEmpty: state = .console
        case (.console, 0x20...0x7E): return .key(nil)
        case (.control, 0x20...0x3F), (.single, 0x30...0x3F):
            guard parameters.count < Self.longest else { return .broken }
            parameters.append(byte)
        case (.control, 0x40...0x7E), (.single, 0x40...0x7E): return meaning(of: byte)
        default: return .broken
        }
        return .more
    }

    private func meaning(of final: UInt8) -> Progress {
        let fields = String(decoding: parameters, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
        let modifier = fields.count > 1 ? fields[1] : state == .single || final != UInt8(ascii: "~") ? fields[0] : ""
        // 2 is Shift, 3 Alt, 5 Control; the others are their sums.
        let isModified = modifier != "" && modifier != "1" && modifier != "2"
        switch final {
        case UInt8(ascii: "A"): return .key(.up)
        case UInt8(ascii: "B"): return .key(.down)
        case UInt8(ascii: "C"): return .key(isModified ? .wordRight : .right)
        case UInt8(ascii: "D"): return .key(isModified ? .wordLeft : .left)
        case UInt8(ascii: "H"): return .key(.home)
        case UInt8(ascii: "F"): return .key(.end)
        case UInt8(ascii: "Z"): return .key(.shiftTab)
        case UInt8(ascii: "M") where state == .single: return .key(.enter)
        case UInt8(ascii: "c") where state == .single: return .key(.wordRight)
        case UInt8(ascii: "d") where state == .single: return .key(.wordLeft)
        case UInt8(ascii: "~"): return numbered(fields[0], isModified: isModified)
        default: return .key(nil)
        }
    }

    private func numbered(_ number: Substring, isModified: Bool) -> Progress {
        switch number {
        case "1", "7": .key(.home)
        case "4", "8": .key(.end)
        case "3": .key(isModified ? .deleteWord : .delete)
        case "5": .key(.pageUp)
        case "6": .key(.pageDown)
        case "200": .pasteBegins
        default: .key(nil)
        }
    }
}
