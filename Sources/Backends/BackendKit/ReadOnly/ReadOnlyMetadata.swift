/// Definitions of metadata to look at.
struct ReadOnlyMetadata: MetadataDefining {
    let base: any MetadataDefining

    func namespaces(matching query: NamespaceQuery) async throws -> [MetadataNamespace] {
        try await base.namespaces(matching: query)
    }

    func namespace(_ name: String, for resourceType: String?) async throws -> MetadataNamespace {
        try await base.namespace(name, for: resourceType)
    }

    func properties(in namespace: String) async throws -> [MetadataProperty] {
        try await base.properties(in: namespace)
    }

    func property(_ name: String, in namespace: String) async throws -> MetadataProperty {
        try await base.property(name, in: namespace)
    }

    func objects(in namespace: String) async throws -> [MetadataObject] {
        try await base.objects(in: namespace)
    }

    func object(_ name: String, in namespace: String) async throws -> MetadataObject {
        try await base.object(name, in: namespace)
    }

    func tags(in namespace: String) async throws -> [MetadataTag] {
        try await base.tags(in: namespace)
    }

    func tag(_ name: String, in namespace: String) async throws -> MetadataTag {
        try await base.tag(name, in: namespace)
    }

    func resourceTypes() async throws -> [String] {
        try await base.resourceTypes()
    }

    func associations(of namespace: String) async throws -> [ResourceTypeAssociation] {
        try await base.associations(of: namespace)
    }

    func createNamespace(_ namespace: MetadataNamespace) async throws -> MetadataNamespace { throw Self.refusal }

    func replaceNamespace(_ name: String, with namespace: MetadataNamespace) async throws -> MetadataNamespace {
        throw Self.refusal
    }

    func deleteNamespace(_ name: String) async throws { throw Self.refusal }

    func createProperty(_ property: MetadataProperty, in namespace: String) async throws -> MetadataProperty {
        throw Self.refusal
    }

    func replaceProperty(_ name: String, with property: MetadataProperty, in namespace: String) async throws
        -> MetadataProperty
    { throw Self.refusal }

    func deleteProperty(_ name: String, in namespace: String) async throws { throw Self.refusal }

    func deleteAllProperties(in namespace: String) async throws { throw Self.refusal }

    func createObject(_ object: MetadataObject, in namespace: String) async throws -> MetadataObject {
        throw Self.refusal
    }

    func replaceObject(_ name: String, with object: MetadataObject, in namespace: String) async throws -> MetadataObject
    { throw Self.refusal }

    func deleteObject(_ name: String, in namespace: String) async throws { throw Self.refusal }

    func deleteAllObjects(in namespace: String) async throws { throw Self.refusal }

    func createTag(_ name: String, in namespace: String) async throws -> MetadataTag { throw Self.refusal }

    func createTags(_ names: [String], in namespace: String, keepingOthers: Bool) async throws -> [MetadataTag] {
        throw Self.refusal
    }

    func renameTag(_ name: String, to newName: String, in namespace: String) async throws -> MetadataTag {
        throw Self.refusal
    }

    func deleteTag(_ name: String, in namespace: String) async throws { throw Self.refusal }

    func deleteAllTags(in namespace: String) async throws { throw Self.refusal }

    func associate(_ association: ResourceTypeAssociation, with namespace: String) async throws
        -> ResourceTypeAssociation
    { throw Self.refusal }

    func dissociate(_ resourceType: String, from namespace: String) async throws { throw Self.refusal }

    private static var refusal: ImageError { ReadOnlyBackend.refusal("the metadata definitions are what they were") }
}
