internal import CEditline
internal import Glibc

/// Ends a wait on another thread.
public final class WakeUp: Sendable {
    /// Readable for ever after ``fire()``.
    let descriptor: Int32

    public init() throws {
        descriptor = ceditline_event_descriptor()
        guard descriptor >= 0 else { throw EditorError.system(call: "eventfd", code: errno) }
    }

    deinit { close(descriptor) }

    public func fire() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }
}
