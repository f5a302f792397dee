/// Properties that are used together, such as those of one database product.
public struct MetadataObject: Sendable, Equatable {
    public var name: String
    public var about: String?
    /// Names of properties that cannot be left out; `nil` where the answer says nothing of it.
    public var required: [String]?
    /// `nil` where the answer says nothing of it.
    public var properties: [MetadataProperty]?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// Where the description of the record is, as the service gave it; never used as an address.
    public var schema: String?
    /// Where the record is, as the service gave it; never used as an address.
    public var link: String?

    public init(_ name: String) { self.name = name }
}
