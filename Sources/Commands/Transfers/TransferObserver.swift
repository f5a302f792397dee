/// Who is told how a transfer goes. Called from any task; must return at once.
public struct TransferObserver: Sendable {
    /// The transfer is at this byte: at its beginning, and whenever it starts again.
    public var isAt: @Sendable (Int64) -> Void
    /// So many bytes more.
    public var moved: @Sendable (Int) -> Void
    /// Something worth a line.
    public var note: @Sendable (String) -> Void
    /// Something a person must know.
    public var warn: @Sendable (String) -> Void

    public init(
        isAt: @escaping @Sendable (Int64) -> Void = { _ in }, moved: @escaping @Sendable (Int) -> Void = { _ in },
        note: @escaping @Sendable (String) -> Void = { _ in }, warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.isAt = isAt
        self.moved = moved
        self.note = note
        self.warn = warn
    }
}
