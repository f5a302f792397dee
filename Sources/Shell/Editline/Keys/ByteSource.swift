internal import Glibc

/// The bytes of the terminal, one at a time: what is read ahead here, a program started next would miss.
final class ByteSource {
    enum Event: Equatable {
        case byte(UInt8)
        /// Somebody else has something to say.
        case wake
        case silence
        /// The terminal is gone.
        case end
    }

    private let input: Int32
    private let wakeUp: Int32
    private var pushedBack: [UInt8] = []

    init(input: Int32, wakeUp: Int32) {
        self.input = input
        self.wakeUp = wakeUp
    }

    /// Gives the bytes again, before any others.
    func pushBack(_ bytes: some Collection<UInt8>) { pushedBack.insert(contentsOf: bytes, at: 0) }

    /// - Parameters:
    ///   - milliseconds: how long to wait; without it, for ever.
    ///   - wakes: whether to give up when somebody else has something to say.
    func next(within milliseconds: Int32? = nil, wakes: Bool = false) -> Event {
        switch wait(within: milliseconds, wakes: wakes) {
        case .byte:
            if !pushedBack.isEmpty { return .byte(pushedBack.removeFirst()) }
            var byte: UInt8 = 0
            return read(into: &byte, 1) == 1 ? .byte(byte) : .end
        case let other: return other
        }
    }

    /// Waits without reading; the byte of the event means nothing.
    func wait(within milliseconds: Int32? = nil, wakes: Bool = false, listens: Bool = true) -> Event {
        if !pushedBack.isEmpty, listens { return .byte(0) }
        var watched = [
            pollfd(fd: listens ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakes ? wakeUp : -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&watched, 2, milliseconds ?? -1)
        if count < 0, errno == EINTR {
            return wakes ? .wake : wait(within: milliseconds, wakes: wakes, listens: listens)
        }
        if count < 0 { return .end }
        if watched[1].revents != 0 { return .wake }
        return watched[0].revents != 0 ? .byte(0) : .silence
    }

    /// The body of a paste, without its end mark; bytes behind the mark are pushed back.
    /// - Returns: `nil` when it is longer than `limit`; it is read to its end all the same.
    func paste(limit: Int) -> [UInt8]? {
        let mark = Array("\u{1B}[201~".utf8)
        var body: [UInt8] = []
        var isTooLong = false
        var buffer = [UInt8](repeating: 0, count: 4096)
        // A terminal that never ends its paste must not hold the line for ever.
        while case .byte = wait(within: 2000) {
            if pushedBack.isEmpty {
                let count = read(into: &buffer, buffer.count)
                guard count > 0 else { break }
                body += buffer[..<count]
            } else {
                body += pushedBack
                pushedBack = []
            }
            let searched = max(0, body.count - buffer.count - mark.count)
            if let start = body.firstIndex(of: mark, from: searched) {
                pushBack(body[(start + mark.count)...])
                body.removeSubrange(start...)
                break
            }
            if body.count > limit {
                isTooLong = true
                body.removeSubrange(..<(body.count - mark.count))
            }
        }
        return isTooLong ? nil : body
    }

    private func read(into buffer: UnsafeMutablePointer<UInt8>, _ size: Int) -> Int {
        while true {
            let count = Glibc.read(input, buffer, size)
            if count >= 0 || errno != EINTR { return count }
        }
    }
}

extension [UInt8] {
    /// Where `mark` begins, at or behind `start`.
    fileprivate func firstIndex(of mark: [UInt8], from start: Int) -> Int? {
        guard count >= mark.count + start else { return nil }
        return (start...(count - mark.count)).first { self[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
