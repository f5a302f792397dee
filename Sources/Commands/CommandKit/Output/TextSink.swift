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
}

extension TextSink {
    public func write(_ text: String) throws { try write(Array(text.utf8)) }
    public var descriptor: Int32? { nil }
}

/// A descriptor of this process, buffered, every result checked. `print` hides failures.
public final class DescriptorSink: TextSink {
    public let descriptor: Int32?
    private let number: Int32
    private let label: String
    private let isBuffered: Bool
    private let held = Mutex<[UInt8]>([])
    private static let limit = 1 << 16
    private let room: DescriptorRoom

    /// - Parameter label: what messages call it: "standard output".
    public init(_ descriptor: Int32, label: String, isBuffered: Bool) {
        self.descriptor = descriptor
        number = descriptor
        self.label = label
        self.isBuffered = isBuffered
        room = DescriptorRoom(descriptor)
    }

    public func write(_ bytes: [UInt8]) throws {
        try held.withLock { held in
            held += bytes
            if !isBuffered || held.count >= Self.limit { try empty(&held) }
        }
    }

    public func flush() throws {
        try held.withLock { try empty(&$0) }
    }

    private func empty(_ held: inout [UInt8]) throws {
        // What could not be written is dropped: a second try would fail again, at a worse moment.
        defer { held.removeAll(keepingCapacity: true) }
        var done = 0
        while done < held.count {
            try room.wait()
            let count = held.withUnsafeBytes {
                Glibc.write(number, $0.baseAddress?.advanced(by: done), min(room.slice, $0.count - done))
            }
            if count >= 0 {
                done += count
            } else if errno == EPIPE {
                throw OutputClosed()
            } else if errno != EINTR, errno != EAGAIN {
                throw ImageError(.local, "cannot write to \(label): \(SystemReason.text(of: errno))")
            }
        }
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
