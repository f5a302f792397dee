/// Definitions that belong together, under a name such as `OS::Compute::LibvirtImage`.
public struct MetadataNamespace: Sendable, Equatable {
    public var name: String
    public var displayName: String?
    public var about: String?
    /// ``Visibility/public`` or ``Visibility/private``.
    public var visibility: Visibility?
    /// A protected one cannot be removed.
    public var isProtected: Bool?
    public var owner: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?
    /// What resources it is for; `nil` where the answer says nothing of it.
    public var associations: [ResourceTypeAssociation]?
    /// `nil` where the answer says nothing of it.
    public var properties: [MetadataProperty]?
    /// `nil` where the answer says nothing of it.
    public var objects: [MetadataObject]?
    /// `nil` where the answer says nothing of it.
    public var tags: [MetadataTag]?
    /// Where the description of the record is, as the service gave it; never used as an address.
    public var schema: String?
    /// Where the record is, as the service gave it; never used as an address.
    public var link: String?

    public init(_ name: String) { self.name = name }
}
