internal import Glibc
internal import Synchronization

/// The system calls this module makes, by the names a test uses to make one fail.
public enum SystemCall: String, Sendable, CaseIterable {
    case open, read, write, sync, close, rename, unlink, mkdir, stat, lock, reserve, clone, chmod
}

/// The one seam between this module and the kernel. A debug build can make the n-th call fail, or write less than it
/// was given; a release build has nothing here but the call.
public enum SystemCalls {
    #if DEBUG
        /// Decides for each call: `nil` lets it happen, a number is the `errno` it fails with.
        public typealias Fault = @Sendable (SystemCall) -> Int32?

        private static let fault = Mutex<Fault?>(nil)

        /// Installs a fault for the time the closure runs. One at a time in a process.
        public static func failing<Value>(
            _ decide: @escaping Fault, _ body: () async throws -> Value
        ) async rethrows -> Value {
            fault.withLock { $0 = decide }
            defer { fault.withLock { $0 = nil } }
            return try await body()
        }

        private static func injected(_ call: SystemCall) -> Int32? { fault.withLock { $0 }?(call) }
    #endif

    /// Makes a call, again while a signal interrupts it.
    /// - Returns: what it gave, or the `errno` of its failure.
    @inline(__always)
    static func make(_ call: SystemCall, _ body: () -> Int) -> Result<Int, Errno> {
        while true {
            #if DEBUG
                if let number = injected(call) {
                    if number == EINTR { continue }
                    return .failure(Errno(number: number))
                }
            #endif
            let result = body()
            if result >= 0 { return .success(result) }
            let number = errno
            if number != EINTR { return .failure(Errno(number: number)) }
        }
    }
}

/// Why a system call failed.
public struct Errno: Error, Sendable, Equatable {
    public let number: Int32

    /// The system's words, beginning in lower case.
    public var text: String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
