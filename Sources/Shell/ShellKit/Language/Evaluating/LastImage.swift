internal import Synchronization

/// `$_`: the image that a command made or found last.
final class LastImage: Sendable {
    private let state = Mutex<String?>(nil)

    init(_ value: String? = nil) { state.withLock { $0 = value } }

    var value: String? { state.withLock { $0 } }

    func note(_ word: String) { state.withLock { $0 = word } }
}
