public import BackendKit
internal import Dispatch
internal import Synchronization

/// Several hashes of one stream, each on a thread of its own, so that the slowest one is the limit and not their sum.
///
/// At most ``depth`` chunks wait for a hash; ``update(_:)`` blocks until there is room. Call it from one thread at a
/// time, and not from a task's.
public final class ParallelHasher: Sendable {
    private final class Lane: Sendable {
        let queue: DispatchQueue
        let room = DispatchSemaphore(value: ParallelHasher.depth)
        let hasher: Mutex<ImageHasher>

        init(_ hasher: ImageHasher) {
            queue = DispatchQueue(label: "imgsh.hash.\(hasher.algorithm)")
            self.hasher = Mutex(hasher)
        }
    }

    static let depth = 4
    private let lanes: [Lane]

    /// Algorithms that are not known are left out.
    public init(_ algorithms: [String]) {
        lanes = algorithms.compactMap { ImageHasher($0).map(Lane.init) }
    }

    public func update(_ bytes: [UInt8]) {
        for lane in lanes {
            lane.room.wait()
            lane.queue.async { @Sendable in
                lane.hasher.withLock { $0.update(bytes) }
                lane.room.signal()
            }
        }
    }

    /// The hashes of everything, in the order of the algorithms. Waits until they are done.
    public func values() -> [ImageHash] {
        lanes.map { lane in lane.queue.sync { lane.hasher.withLock { $0.value } } }
    }
}
