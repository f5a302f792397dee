/// A word from a vocabulary that servers may extend: known words are static members, unknown ones are kept.
public protocol OpenWord: RawRepresentable, Hashable, Sendable, CustomStringConvertible where RawValue == String {
    /// The words known here, in the order help shows them.
    static var known: [Self] { get }
    init(rawValue: String)
}

extension OpenWord {
    public var description: String { rawValue }
}
