internal import Synchronization

/// A value that is made when it is first asked for.
public final class MadeOnce<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case not(@Sendable () -> Value)
        case made(Value)
    }

    private let state: Mutex<State>

    public init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.not(make)) }

    public var value: Value {
        state.withLock { state in
            switch state {
            case .made(let value): return value
            case .not(let make):
                let value = make()
                state = .made(value)
                return value
            }
        }
    }

    /// `nil` when nobody has asked for it.
    public var known: Value? {
        state.withLock { state in
            if case .made(let value) = state { value } else { nil }
        }
    }
}
