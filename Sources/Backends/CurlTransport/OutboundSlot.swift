internal import BackendKit
internal import Synchronization

/// Bytes of a request's body between the task that pulls them and libcurl's thread: one chunk at a time.
///
/// A stream that knows its length must keep its word. The chunk that completes it is held back until the stream has
/// ended, so that a server never takes a body for complete which the source does not.
final class OutboundSlot: Sendable {
    private struct State {
        var chunk: [UInt8] = []
        var offset = 0
        var isFinished = false
        var isReadPaused = false
        var waiting: CheckedContinuation<Void, any Error>?
        var failure: (any Error)?
    }

    private let state = Mutex(State())

    /// What libcurl's read callback is to do.
    enum Step {
        case bytes(Int)
        case wait
        case end
    }

    // MARK: - On the pulling task

    /// Pulls the whole stream.
    /// - Parameter wake: called when libcurl may read on.
    /// - Throws: what the stream throws; ``ImageError`` with code `.integrity` when it has not the length it said.
    func feed(_ stream: ByteStream, _ wake: @Sendable () -> Void) async throws {
        let reader = try stream.open()
        var total: Int64 = 0
        var held: [UInt8]?
        while let chunk = try await reader.next() {
            total += Int64(chunk.count)
            if let length = stream.length, total > length { throw Self.wrongLength(length, total) }
            if let held { try await put(held, isLast: false, wake) }
            held = chunk
        }
        if let length = stream.length, total != length { throw Self.wrongLength(length, total) }
        try await put(held ?? [], isLast: true, wake)
    }

    private func put(_ chunk: [UInt8], isLast: Bool, _ wake: @Sendable () -> Void) async throws {
        try await waitUntilEmpty()
        // Only this task fills the slot, so it is empty still.
        state.withLock { ($0.chunk, $0.offset, $0.isFinished) = (chunk, 0, isLast) }
        wakeIfPaused(wake)
    }

    private func waitUntilEmpty() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let ready = state.withLock { state -> Result<Void, any Error>? in
                    if let failure = state.failure { return .failure(failure) }
                    if state.offset == state.chunk.count { return .success(()) }
                    state.waiting = continuation
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            close(CancellationError())
        }
    }

    private func wakeIfPaused(_ wake: @Sendable () -> Void) {
        let isPaused = state.withLock { state in
            defer { state.isReadPaused = false }
            return state.isReadPaused
        }
        if isPaused { wake() }
    }

    /// Nobody will read any more.
    func close(_ error: any Error) {
        let waiting = state.withLock { state in
            if state.failure == nil { state.failure = error }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(throwing: error)
    }

    // MARK: - On libcurl's thread

    /// Hands out what fits.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Step {
        let (step, waiting) = state.withLock { state -> (Step, CheckedContinuation<Void, any Error>?) in
            let count = min(buffer.count, state.chunk.count - state.offset)
            guard count > 0 else {
                if state.isFinished { return (.end, nil) }
                state.isReadPaused = true
                return (.wait, nil)
            }
            state.chunk.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.offset..<(state.offset + count)]))
            }
            state.offset += count
            guard state.offset == state.chunk.count else { return (.bytes(count), nil) }
            defer { state.waiting = nil }
            return (.bytes(count), state.waiting)
        }
        waiting?.resume()
        return step
    }

    /// Whether every byte was handed out.
    var isDrained: Bool { state.withLock { $0.isFinished && $0.offset == $0.chunk.count } }

    private static func wrongLength(_ said: Int64, _ got: Int64) -> ImageError {
        let count = got > said ? "more than the" : "\(got) of the"
        return ImageError(.integrity, "the data has \(count) \(said) bytes that were announced")
    }
}
