public import BackendKit
internal import Dispatch
internal import Glibc

// Interim: replaced by the real layer.

public enum BlockingWork {
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { @Sendable in continuation.resume(with: Result { try body() }) }
        }
    }
}

public final class AtomicFile: Sendable {
    public init(path: String, replacing: Bool, label: String) throws {}
    public func reserve(_ count: Int64) throws {}
    public func append(_ bytes: [UInt8]) throws {}
    public func commit() throws {}
    public func discard() {}
}

extension ByteStream {
    public static func file(at path: String) async throws -> ByteStream { ByteStream([]) }
    public static func descriptor(_ fd: Int32) -> ByteStream { ByteStream([]) }
}
