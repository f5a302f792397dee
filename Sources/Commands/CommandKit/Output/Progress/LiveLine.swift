internal import Synchronization

/// A sink at whose end one line may stand that is redrawn in place. What is written meanwhile goes above it.
final class LiveLine: TextSink {
    private let sink: any TextSink
    /// Whether the line is on the screen.
    private let isShown = Mutex(false)

    init(_ sink: any TextSink) { self.sink = sink }

    func write(_ bytes: [UInt8]) throws {
        try isShown.withLock { isShown in
            try sink.write(isShown ? Array("\r\u{1b}[K".utf8) + bytes : bytes)
            isShown = false
        }
    }

    func flush() throws { try sink.flush() }

    /// Puts this in the place of what stood there. It must fit in a row.
    func draw(_ text: String) throws {
        try isShown.withLock { isShown in
            isShown = true
            try sink.write("\r" + text + "\u{1b}[K")
        }
    }

    /// Takes the line away.
    func erase() throws {
        try isShown.withLock { isShown in
            guard isShown else { return }
            isShown = false
            try sink.write("\r\u{1b}[K")
        }
    }
}
