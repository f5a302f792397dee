/// That a namespace is for resources of a type.
public struct ResourceTypeAssociation: Sendable, Equatable {
    /// Such as `OS::Glance::Image`.
    public var resourceType: String
    /// Stands before the names of properties on such resources: `hw_`.
    public var prefix: String?
    /// Where several places of a resource take properties, the one that is meant: `image`.
    public var target: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    public init(_ resourceType: String) { self.resourceType = resourceType }
}
