/// A password, token or key: never printed, never mirrored, and overwritten when nobody holds it any more.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let storage: Storage

    public init(_ text: String) { storage = Storage(text) }

    /// The secret itself, for the one place that sends it.
    public func reveal() -> String { storage.text }

    public var description: String { "***" }
    public var debugDescription: String { "***" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    public static func == (one: Secret, other: Secret) -> Bool { one.storage.isSame(as: other.storage) }

    // SAFETY: the bytes are written in `init` and in `deinit`, and only read between.
    private final class Storage: @unchecked Sendable, CustomReflectable {
        private let bytes: UnsafeMutableBufferPointer<UInt8>

        init(_ text: String) {
            let utf8 = Array(text.utf8)
            bytes = .allocate(capacity: utf8.count)
            _ = bytes.initialize(from: utf8)
        }

        deinit {
            bytes.update(repeating: 0)
            bytes.deallocate()
        }

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var customMirror: Mirror { Mirror(self, children: []) }

        /// Takes as long for secrets that differ early as for those that differ late.
        func isSame(as other: Storage) -> Bool {
            guard bytes.count == other.bytes.count else { return false }
            return zip(bytes, other.bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }
}
