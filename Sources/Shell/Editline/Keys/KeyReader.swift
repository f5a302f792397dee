/// Turns the bytes of the terminal into keys and pastes.
final class KeyReader {
    enum Input: Equatable {
        case key(Key)
        /// A bracketed paste; `nil` when it was longer than ``longestPaste``.
        case paste(String?)
        /// Somebody else has something to say.
        case wake
        /// The terminal is gone.
        case end
    }

    /// In bytes.
    static let longestPaste = 16 << 20
    /// An ESC that nothing follows within this many milliseconds is the key Escape.
    private static let escapeTime: Int32 = 30
    /// The rest of a sequence, which may come over a slow line, is awaited this long.
    private static let sequenceTime: Int32 = 500

    let bytes: ByteSource
    private var pushedBack: [Input] = []

    init(_ bytes: ByteSource) { self.bytes = bytes }

    /// Gives the input again, before any other.
    func pushBack(_ input: Input) { pushedBack.insert(input, at: 0) }

    /// Whether there is something to read within the time.
    func isReady(within milliseconds: Int32) -> Bool {
        if !pushedBack.isEmpty { return true }
        return switch bytes.wait(within: milliseconds) {
        case .byte, .end: true
        case .wake, .silence: false
        }
    }

    /// Waits for what comes next.
    func next() -> Input {
        if !pushedBack.isEmpty { return pushedBack.removeFirst() }
        while true {
            switch bytes.next(wakes: true) {
            case .byte(let byte):
                if let input = input(beginning: byte) { return input }
            case .wake: return .wake
            case .end: return .end
            case .silence: continue
            }
        }
    }

    /// The next character as it is, without a meaning: what Ctrl-V inserts.
    func nextLiteral() -> Input {
        while true {
            switch bytes.next(wakes: true) {
            case .byte(let byte):
                if (1..<0x80).contains(byte) { return .key(Key(rawValue: UInt32(byte))) }
                if let scalar = scalar(beginning: byte) { return .key(Key(scalar)) }
            case .wake: return .wake
            case .end: return .end
            case .silence: continue
            }
        }
    }

    private func input(beginning byte: UInt8) -> Input? {
        switch byte {
        case 0: nil
        case 0x1B: escape()
        case 0..<0x80: .key(Key(rawValue: UInt32(byte)))
        default: scalar(beginning: byte).map { .key(Key($0)) }
        }
    }

    private func escape() -> Input? {
        var sequence = EscapeSequence()
        var time = Self.escapeTime
        while true {
            guard case .byte(let byte) = bytes.next(within: time) else {
                return time == Self.escapeTime ? .key(.escape) : nil
            }
            switch sequence.add(byte) {
            case .more: time = Self.sequenceTime
            case .key(let key): return key.map { .key($0) }
            case .pasteBegins: return .paste(bytes.paste(limit: Self.longestPaste).map(PastedText.clean))
            case .notOne:
                bytes.pushBack([byte])
                return .key(.escape)
            case .broken:
                bytes.pushBack([byte])
                return nil
            }
        }
    }

    /// The rest of a UTF-8 sequence. Bytes that are none are dropped, and so are the controls U+0080–U+009F.
    private func scalar(beginning first: UInt8) -> Unicode.Scalar? {
        let (length, smallest): (Int, UInt32) =
            switch first {
            case 0xC2...0xDF: (2, 0xA0)
            case 0xE0...0xEF: (3, 0x800)
            case 0xF0...0xF4: (4, 0x10000)
            default: (0, 0)
            }
        guard length > 0 else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for _ in 1..<length {
            guard case .byte(let byte) = bytes.next(within: Self.sequenceTime) else { return nil }
            guard byte & 0xC0 == 0x80 else {
                bytes.pushBack([byte])
                return nil
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return value >= smallest ? Unicode.Scalar(value) : nil
    }
}
