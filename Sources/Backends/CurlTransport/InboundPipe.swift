internal import BackendKit
internal import Synchronization

/// Bytes of a response between libcurl's thread and the task that reads them. Bounded: when it is full the connection
/// is not read any more, and TCP holds the server back.
final class InboundPipe: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var first = 0
        var count = 0
        var isFull = false
        var end: Result<Void, any Error>?
        var waiting: CheckedContinuation<[UInt8]?, any Error>?

        mutating func takeFirst() -> [UInt8]? {
            guard first < chunks.count else { return nil }
            let chunk = chunks[first]
            chunks[first] = []
            first += 1
            if first == chunks.count { (chunks, first) = ([], 0) }
            count -= chunk.count
            return chunk
        }

        /// Whether libcurl was held up and may go on.
        mutating func noticeRoom(below low: Int) -> Bool {
            guard isFull, count < low else { return false }
            isFull = false
            return true
        }
    }

    /// Bytes from which on libcurl pauses, and below which it goes on.
    private static let high = 1 << 20
    private static let low = 256 << 10

    private let state = Mutex(State())

    /// Takes bytes.
    /// - Returns: `false` when there is no room; the same bytes have to come again then.
    func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        typealias Reader = CheckedContinuation<[UInt8]?, any Error>
        let (reader, took) = state.withLock { state -> (Reader?, Bool) in
            guard state.end == nil else { return (nil, true) }
            if let reader = state.waiting {
                state.waiting = nil
                return (reader, true)
            }
            if state.count > 0, state.count + bytes.count > Self.high {
                state.isFull = true
                return (nil, false)
            }
            state.chunks.append(Array(bytes))
            state.count += bytes.count
            return (nil, true)
        }
        reader?.resume(returning: Array(bytes))
        return took
    }

    /// Nothing more will come.
    func finish(_ result: Result<Void, any Error>) {
        let waiting = state.withLock { state in
            if state.end == nil { state.end = result }
            // A reader only waits when there is nothing left to give it.
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(with: result.map { nil })
    }

    /// The next bytes, or `nil` at the end.
    /// - Parameter makeRoom: called when libcurl may go on.
    func next(_ makeRoom: @Sendable () -> Void) async throws -> [UInt8]? {
        try Task.checkCancellation()
        let (chunk, hasRoom) = state.withLock { ($0.takeFirst(), $0.noticeRoom(below: Self.low)) }
        if hasRoom { makeRoom() }
        if let chunk { return chunk }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready = state.withLock { state -> Result<[UInt8]?, any Error>? in
                    if let chunk = state.takeFirst() { return .success(chunk) }
                    if let end = state.end { return end.map { nil } }
                    state.waiting = continuation
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }
}
