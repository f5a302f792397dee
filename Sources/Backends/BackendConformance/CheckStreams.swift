internal import BackendKit
internal import Synchronization

/// Counts bytes from any task.
final class ByteCounter: Sendable {
    private let total = Atomic<Int>(0)

    var count: Int { total.load(ordering: .relaxed) }

    func add(_ count: Int) { total.add(count, ordering: .relaxed) }
}

/// Gives its bytes, says so, and then waits until its task is cancelled.
final class CancellingReader: ByteStream.Reader {
    /// Opens when the reader has nothing more to give.
    actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func open() {
            isOpen = true
            for continuation in waiting { continuation.resume() }
            waiting = []
        }

        func wait() async {
            if isOpen { return }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private let inner: any ByteStream.Reader
    private let gate: Gate

    private init(_ inner: any ByteStream.Reader, _ gate: Gate) {
        self.inner = inner
        self.gate = gate
    }

    static func stream(_ gate: Gate, after bytes: [UInt8]) -> ByteStream {
        let honest = ByteStream(bytes)
        return ByteStream(length: Int64(bytes.count) * 2, canRestart: false) {
            CancellingReader(try honest.open(), gate)
        }
    }

    func next() async throws -> [UInt8]? {
        if let chunk = try await inner.next() { return chunk }
        await gate.open()
        while true { try await Task.sleep(for: .seconds(1)) }
    }
}
