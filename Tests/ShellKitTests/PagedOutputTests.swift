import CommandKit
import Dispatch
import Glibc
import Synchronization
import Testing

@testable import ShellKit

struct `output that may be paged` {
    @Test func `keeps its order when it is let through while a command writes`() async throws {
        let sink = SlowSink()
        let paged = PagedOutput(sink)
        paged.begin()
        try PagedSink(paged: paged).write(Array("one ".utf8))
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                sink.isWriting.wait()
                try? PagedSink(paged: paged).write(Array("two".utf8))
                continuation.resume()
            }
            DispatchQueue.global().async { @Sendable in try? paged.release() }
        }
        #expect(sink.text == "one two")
    }
}

/// A terminal that is slow with what was held back, and would take something else meanwhile.
private final class SlowSink: TextSink {
    let isWriting = DispatchSemaphore(value: 0)
    private let taken = Mutex<[UInt8]>([])

    var text: String { taken.withLock { String(decoding: $0, as: UTF8.self) } }

    func write(_ bytes: [UInt8]) {
        isWriting.signal()
        if bytes.count > 3 { usleep(200_000) }
        taken.withLock { $0 += bytes }
    }

    func flush() {}
}
