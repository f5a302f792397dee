/// A word that a namespace proposes for tags.
public struct MetadataTag: Sendable, Equatable {
    public var name: String
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    public init(_ name: String) { self.name = name }
}
