/// Reading and writing what a service says of metadata: namespaces with properties, objects, tags and the types of
/// resources they are for. Reading is mostly everybody's right, writing an administrator's.
///
/// Each call throws ``ImageError``: `.unsupported` when the service has no definitions; `.notFound` for a namespace or
/// a thing in it that is not there; `.conflict` for a new one that is there already; `.forbidden`.
public protocol MetadataDefining: Sendable {
    /// The namespaces the caller sees, in the service's order.
    func namespaces(matching query: NamespaceQuery) async throws -> [MetadataNamespace]
    /// - Parameter resourceType: puts the prefix that properties have on such a resource before their names.
    func namespace(_ name: String, for resourceType: String?) async throws -> MetadataNamespace
    /// Makes a namespace, with all that is in the value.
    func createNamespace(_ namespace: MetadataNamespace) async throws -> MetadataNamespace
    /// Gives a namespace the name, the texts, the visibility, the protection and the owner of the value; what is in the
    /// namespace stays.
    func replaceNamespace(_ name: String, with namespace: MetadataNamespace) async throws -> MetadataNamespace
    /// Removes a namespace and all that is in it.
    /// - Throws: also `.conflict` for a protected one.
    func deleteNamespace(_ name: String) async throws

    func properties(in namespace: String) async throws -> [MetadataProperty]
    func property(_ name: String, in namespace: String) async throws -> MetadataProperty
    func createProperty(_ property: MetadataProperty, in namespace: String) async throws -> MetadataProperty
    func replaceProperty(
        _ name: String, with property: MetadataProperty, in namespace: String
    ) async throws -> MetadataProperty
    func deleteProperty(_ name: String, in namespace: String) async throws
    func deleteAllProperties(in namespace: String) async throws

    func objects(in namespace: String) async throws -> [MetadataObject]
    func object(_ name: String, in namespace: String) async throws -> MetadataObject
    func createObject(_ object: MetadataObject, in namespace: String) async throws -> MetadataObject
    func replaceObject(
        _ name: String, with object: MetadataObject, in namespace: String
    ) async throws -> MetadataObject
    func deleteObject(_ name: String, in namespace: String) async throws
    func deleteAllObjects(in namespace: String) async throws

    func tags(in namespace: String) async throws -> [MetadataTag]
    func tag(_ name: String, in namespace: String) async throws -> MetadataTag
    func createTag(_ name: String, in namespace: String) async throws -> MetadataTag
    /// Makes several tags at once.
    /// - Parameter keepingOthers: whether the tags that are there stay.
    func createTags(
        _ names: [String], in namespace: String, keepingOthers: Bool
    ) async throws -> [MetadataTag]
    func renameTag(_ name: String, to newName: String, in namespace: String) async throws -> MetadataTag
    func deleteTag(_ name: String, in namespace: String) async throws
    func deleteAllTags(in namespace: String) async throws

    /// The types of resources that namespaces can be for, such as `OS::Glance::Image`.
    func resourceTypes() async throws -> [String]
    func associations(of namespace: String) async throws -> [ResourceTypeAssociation]
    /// Says that a namespace is for a type of resources, which may be a new one.
    func associate(
        _ association: ResourceTypeAssociation, with namespace: String
    ) async throws -> ResourceTypeAssociation
    func dissociate(_ resourceType: String, from namespace: String) async throws
}

extension Capability<any MetadataDefining> {
    public static var metadata: Self { Self("metadata", "show or change metadata definitions") }
}

/// Which namespaces to list.
public struct NamespaceQuery: Sendable, Equatable {
    /// Those for at least one of these; all when there is none.
    public var resourceTypes: [String] = []
    public var visibility: Visibility?
    /// Namespaces an answer; `nil` is our choice.
    public var pageSize: Int?

    public init() {}
}
