internal import Dispatch

/// Work that waits for the disk or another process, off the threads that tasks share.
public enum BlockingWork {
    private static let queue = DispatchQueue(label: "imgsh.blocking", attributes: .concurrent)

    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { @Sendable in continuation.resume(with: Result { try body() }) }
        }
    }
}
