internal import BackendKit
internal import Glibc
internal import Synchronization

/// The reader of our output went away (EPIPE). Not an error of the command; it ends quietly with 141.
public struct OutputClosed: Error, Sendable {
    public init() {}
}

/// Where bytes go: standard output, standard error, or a test's memory.
public protocol TextSink: Sendable {
    /// - Throws: ``OutputClosed``; ``ImageError`` with code `.local` when the bytes cannot be written; `CancellationError`
    ///   where nobody takes them.
    func write(_ bytes: [UInt8]) throws
    /// Hands over what was held back.
    /// - Throws: as ``write(_:)``.
    func flush() throws
    /// The descriptor of this process that the bytes go to as they are, for a program that shall write there as well;
    /// `nil` when they go elsewhere.
    var descriptor: Int32? { get }
    /// Whether some bytes would be taken at once. What is of no use later need not wait for its reader.
    var hasRoom: Bool { get }
}

extension TextSink {
    public func write(_ text: String) throws { try write(Array(text.utf8)) }
    public var descriptor: Int32? { nil }
    public var hasRoom: Bool { true }
}

/// A descriptor of this process, buffered, every result checked. `print` hides failures.
public final class DescriptorSink: TextSink {
    public let descriptor: Int32?
    private let number: Int32
    private let label: String
    private let isBuffered: Bool
    private let state = Mutex(State())
    private static let limit = 1 << 16
    /// How long a message waits for its reader after its task was cancelled. Together with the report behind it that is
    /// less than a second.
    private static let patience = Duration.milliseconds(600)
    private let room: DescriptorRoom

    private struct State {
        var held: [UInt8] = []
        /// Until when a cancelled task waits, once there is no room.
        var waitsUntil: ContinuousClock.Instant?
    }

    /// - Parameter label: what messages call it: "standard output".
    public init(_ descriptor: Int32, label: String, isBuffered: Bool) {
        self.descriptor = descriptor
        number = descriptor
        self.label = label
        self.isBuffered = isBuffered
        room = DescriptorRoom(descriptor)
    }

    public func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            state.held += bytes
            if !isBuffered || state.held.count >= Self.limit { try empty(&state) }
        }
    }

    public func flush() throws {
        try state.withLock { try empty(&$0) }
    }

    public var hasRoom: Bool { room.isThere }

    private func empty(_ state: inout State) throws {
        var done = 0
        do {
            while done < state.held.count {
                try room.wait { isPatient(&state) }
                done += try write(state.held[done...])
                state.waitsUntil = nil
            }
            state.held.removeAll(keepingCapacity: true)
        } catch is CancellationError where !isBuffered && state.held.count - done < Self.limit {
            // A message tells what a cancelled command has left: it comes before the next one.
            state.held.removeFirst(done)
            throw CancellationError()
        } catch {
            // What could not be written is dropped: a second try would fail again, at a worse moment.
            state.held.removeAll(keepingCapacity: true)
            throw error
        }
    }

    private func isPatient(_ state: inout State) -> Bool {
        guard !isBuffered else { return false }
        let end = state.waitsUntil ?? .now + Self.patience
        state.waitsUntil = end
        return .now < end
    }

    /// - Returns: how many bytes were taken.
    private func write(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, min(room.slice, $0.count)) }
        if count >= 0 { return count }
        if errno == EPIPE { throw OutputClosed() }
        if errno == EINTR || errno == EAGAIN { return 0 }
        throw ImageError(.local, "cannot write to \(label): \(SystemReason.text(of: errno))")
    }
}

/// Memory, for tests and command substitution.
public final class MemorySink: TextSink {
    private let held = Mutex<[UInt8]>([])

    public init() {}

    public func write(_ bytes: [UInt8]) { held.withLock { $0 += bytes } }
    public func flush() {}

    /// Everything written so far.
    public var text: String { String(decoding: held.withLock { $0 }, as: UTF8.self) }

    /// Everything written so far, which is then forgotten.
    public func take() -> String {
        held.withLock { held in
            defer { held = [] }
            return String(decoding: held, as: UTF8.self)
        }
    }
}
