internal import Glibc
internal import Synchronization

/// The system calls this module makes, by the names a test uses to make one fail.
public enum SystemCall: String, Sendable, CaseIterable {
    case open, read, write, sync, close, rename, link, unlink, mkdir, stat, lock, reserve, clone, chmod, list
}

/// The one seam between this module and the kernel. A debug build can be told to let one call fail; a release build
/// has nothing here but the call.
public enum SystemCalls {
    #if DEBUG
        /// `IMGSH_FAULT=write:3:28` lets the third `write` of the process fail with `errno` 28.
        private struct Fault: Sendable {
            let call: SystemCall
            let place: Int
            let number: Int32

            init?(_ text: String) {
                let parts = text.split(separator: ":").map(String.init)
                guard parts.count == 3, let call = SystemCall(rawValue: parts[0]), let place = Int(parts[1]),
                    let number = Int32(parts[2])
                else { return nil }
                (self.call, self.place, self.number) = (call, place, number)
            }
        }

        private static let fault = getenv("IMGSH_FAULT").flatMap { Fault(String(cString: $0)) }
        private static let count = Atomic<Int>(0)

        private static func injected(_ call: SystemCall) -> Int32? {
            guard let fault, fault.call == call else { return nil }
            return count.add(1, ordering: .relaxed).newValue == fault.place ? fault.number : nil
        }
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
