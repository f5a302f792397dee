internal import CommandKit
internal import Synchronization

/// A sink that leads to another one, and later maybe to yet another.
final class SwitchedSink: TextSink {
    private let target: Mutex<any TextSink>

    init(_ target: any TextSink) { self.target = Mutex(target) }

    func write(_ bytes: [UInt8]) throws { try target.withLock { try $0.write(bytes) } }

    func flush() throws { try target.withLock { try $0.flush() } }

    var descriptor: Int32? { target.withLock { $0.descriptor } }

    var hasRoom: Bool { target.withLock { $0.hasRoom } }

    /// Leads elsewhere from now on. What is written meanwhile comes after what the closure does.
    func lead(to sink: any TextSink, after body: () -> Void = {}) {
        target.withLock { target in
            body()
            target = sink
        }
    }
}
