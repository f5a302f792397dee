internal import BackendKit
internal import Synchronization

/// Bytes of a response between libcurl's thread and the task that reads them. Bounded: when it is full the connection
/// is not read any more, and TCP holds the server back.
///
/// libcurl gives 16 KiB at a time, whatever its buffer holds, and a socket seldom more than 64. To pass on each of them alone
/// would cost more than all that is done with it afterwards, for each wakes several threads; so they are handed over together:
/// when there are many, when the first of them has waited for ``patience``, or when it is the end.
final class InboundPipe: Sendable {
    private typealias Reader = CheckedContinuation<[UInt8]?, any Error>

    private struct State {
        /// What came, and was not taken yet.
        var bytes: [UInt8] = []
        /// When the first of them came.
        var since = ContinuousClock.now
        var isFull = false
        var end: Result<Void, any Error>?
        var waiting: Reader?

        /// Whether what is there has become many bytes, or has waited this long for it.
        func isRipe(_ patience: Duration) -> Bool {
            bytes.count >= many || end != nil || .now - since >= patience
        }

        /// Everything that is there, in hardly more memory than it needs: much of it may wait elsewhere for its turn.
        mutating func take() -> [UInt8]? {
            guard !bytes.isEmpty else { return nil }
            guard bytes.count < bytes.capacity / 2 else {
                defer { bytes = [] }
                return bytes
            }
            defer { bytes.removeAll(keepingCapacity: true) }
            return bytes.withUnsafeBytes { Array($0) }
        }

        /// A reader that waits, and what it gets.
        mutating func serve() -> (Reader, [UInt8])? {
            guard let reader = waiting, let bytes = take() else { return nil }
            waiting = nil
            return (reader, bytes)
        }
    }

    /// More bytes than this do not wait in here.
    static let most = 1 << 20
    /// So many are handed over although more are there.
    private static let many = 256 << 10

    private let patience: Duration
    private let state = Mutex(State())

    /// - Parameter patience: how long a few bytes wait for more of them.
    init(patience: Duration = .milliseconds(4)) { self.patience = patience }

    /// Whether somebody waits for bytes.
    var hasReader: Bool { state.withLock { $0.waiting != nil } }

    /// Takes bytes.
    /// - Returns: `false` when there is no room; the same bytes have to come again then.
    func put(_ new: UnsafeRawBufferPointer) -> Bool {
        let (took, served) = state.withLock { state -> (Bool, (Reader, [UInt8])?) in
            guard state.end == nil else { return (true, nil) }
            if state.bytes.isEmpty {
                state.since = .now
            } else {
                if state.bytes.count + new.count > Self.most {
                    state.isFull = true
                    return (false, nil)
                }
                state.bytes.reserveCapacity(Self.many)
            }
            state.bytes.append(contentsOf: new)
            return (true, state.bytes.count < Self.many ? nil : state.serve())
        }
        if let (reader, bytes) = served { reader.resume(returning: bytes) }
        return took
    }

    /// Hands over what has waited long enough.
    /// - Returns: milliseconds until what is there will have.
    func handOver() -> Int32? {
        let (served, wait) = state.withLock { state -> ((Reader, [UInt8])?, Int32?) in
            guard !state.bytes.isEmpty else { return (nil, nil) }
            let left = patience - (.now - state.since)
            guard left <= .zero else { return (nil, Int32((left / .milliseconds(1)).rounded(.up))) }
            return (state.serve(), nil)
        }
        if let (reader, bytes) = served { reader.resume(returning: bytes) }
        return wait
    }

    /// Nothing more will come.
    func finish(_ result: Result<Void, any Error>) {
        let (served, waiting) = state.withLock { state -> ((Reader, [UInt8])?, Reader?) in
            let served = state.serve()
            if state.end == nil { state.end = result }
            // One that waits still has got everything.
            defer { state.waiting = nil }
            return (served, state.waiting)
        }
        if let (reader, bytes) = served { reader.resume(returning: bytes) }
        waiting?.resume(with: result.map { nil })
    }

    /// The next bytes, or `nil` at the end.
    /// - Parameter makeRoom: called when libcurl may go on.
    func next(_ makeRoom: @Sendable () -> Void) async throws -> [UInt8]? {
        try Task.checkCancellation()
        let (bytes, wasFull) = state.withLock { state in
            defer { state.isFull = false }
            return (state.isRipe(patience) ? state.take() : nil, state.isFull)
        }
        if wasFull { makeRoom() }
        if let bytes { return bytes }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready = state.withLock { state -> Result<[UInt8]?, any Error>? in
                    if state.isRipe(patience), let bytes = state.take() { return .success(bytes) }
                    if let end = state.end { return end.map { nil } }
                    state.waiting = continuation
                    return nil
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }
}
