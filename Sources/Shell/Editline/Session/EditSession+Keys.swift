/// Keys on their way to libedit.
extension EditSession {
    /// In milliseconds: when a terminal goes away, the signal that says so comes at the same time.
    private static let hangUpTime: Int32 = 200

    /// The next key for libedit, or `nil` to end the line. Called with the screen up to date.
    func readKey() -> Key? {
        let key = nextKey()
        if let key {
            screen.prepare(for: key, isLast: !keys.isReady(within: 0))
        } else {
            screen.eraseExtras()
        }
        return key
    }

    private func nextKey() -> Key? {
        if outcome == nil { screen.settle() }
        while outcome == nil {
            switch nextInput(atRest: decorate) {
            case .key(.interrupt): outcome = .event(.interrupted)
            case .key(let key): return received(key)
            case .paste(let text?):
                heldPaste = text
                return .paste
            case .paste(nil): refusePaste()
            case .wake: break
            case .end: hangUp()
            }
        }
        return nil
    }

    /// The next input; ``KeyReader/Input/wake`` only when the line is to end.
    /// - Parameter atRest: called whenever the screen is up to date and a key is waited for.
    func nextInput(atRest: () -> Void = {}) -> KeyReader.Input {
        while true {
            atRest()
            switch keys.next() {
            case .wake:
                hear()
                if outcome != nil { return .wake }
            case .end:
                hangUp()
                return .wake
            case let input: return input
            }
        }
    }

    private func received(_ key: Key) -> Key {
        guard let scalar = key.scalar, scalar.value >= 0xA0, CellWidth.of(scalar) <= 0 else { return key }
        heldMark = scalar
        return .mark
    }

    private func hangUp() {
        if keys.bytes.wait(within: Self.hangUpTime, wakes: true, listens: false) == .wake { hear() }
        if outcome == nil { outcome = .event(.endOfInput) }
    }

    /// A paste that is too long, in words.
    func refusePaste() {
        screen.printAbove("the pasted text is longer than \(KeyReader.longestPaste >> 20) MiB and was dropped")
    }
}
