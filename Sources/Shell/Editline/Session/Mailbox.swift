internal import CEditline
internal import Glibc
internal import Synchronization

/// What other threads ask of the editor's thread.
enum Message: Sendable {
    case read(ReadRequest)
    case cancelRead(Int)
    case notice(String)
    case prompt(Prompt, Prompt)
    case remember(String)
    case forgetLines
    case dropPending(CheckedContinuation<Int, Never>)
    case completion(number: Int, CompletionAnswer)
    case resized
    case continued
    case finish
    case close(CheckedContinuation<Void, Never>?)
}

/// A call of `readLine` that waits for its line.
struct ReadRequest: Sendable {
    let number: Int
    let line: LineRequest
    let continuation: CheckedContinuation<LineEvent, any Error>
}

/// Takes messages from any thread, and wakes the editor's thread by a descriptor that it can poll.
final class Mailbox: Sendable {
    private struct State {
        var messages: [Message] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Readable while there are messages.
    let descriptor: Int32

    init() throws(EditorError) {
        descriptor = ceditline_event_descriptor()
        guard descriptor >= 0 else { throw .system(call: "eventfd", code: errno) }
    }

    deinit { Glibc.close(descriptor) }

    /// - Returns: whether somebody will read the message: not any more once the mailbox is closed.
    @discardableResult
    func post(_ message: Message) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.messages.append(message)
            // The counter never comes near its limit, at which this would fail.
            var one: UInt64 = 1
            _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
            return true
        }
    }

    /// The messages since the last call.
    func drain() -> [Message] {
        state.withLock { state in
            var count: UInt64 = 0
            _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// Takes no more messages.
    func close() { state.withLock { $0.isClosed = true } }
}
