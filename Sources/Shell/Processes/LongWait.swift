internal import Dispatch

/// Waiting for a program or a person, who may take for ever.
public enum LongWait {
    /// Runs the closure, which blocks, on a thread of its own.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            // A serial queue gets a thread at once. Concurrent ones share the threads of the tasks, of which there are as
            // many as processors; when all of them wait, everything does, until another one comes after a second.
            DispatchQueue(label: "imgsh.wait").async { @Sendable in continuation.resume(with: Result { try body() }) }
        }
    }
}
