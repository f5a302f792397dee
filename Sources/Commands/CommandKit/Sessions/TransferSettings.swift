internal import Synchronization

/// How transfers are made in a session, unless a command says otherwise.
public final class TransferSettings: Sendable {
    private let state = Mutex(1)

    public init() {}

    /// How many connections fetch the data of one image at once.
    ///
    /// One is as fast as several where the service or this machine is the limit, which a measurement on a network of
    /// one machine always shows; several help where each connection is slowed down on its way.
    public var connections: Int {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
