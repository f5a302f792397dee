/// Metadata definitions to look at.
struct ReadOnlyMetadata: MetadataDefining {
    let base: any MetadataDefining

    private func refusal(_ namespace: String) -> ImageError {
        ReadOnlyBackend.refusal("namespace '\(namespace)' is as it was")
    }

    func namespaces(matching query: NamespaceQuery) async throws -> [MetadataNamespace] {
        try await base.namespaces(matching: query)
    }
    func namespace(_ name: String, for resourceType: String?) async throws -> MetadataNamespace {
        try await base.namespace(name, for: resourceType)
    }
    func createNamespace(_ namespace: MetadataNamespace) async throws -> MetadataNamespace {
        throw ReadOnlyBackend.refusal("namespace '\(namespace.name)' was not created")
    }
    func replaceNamespace(_ name: String, with namespace: MetadataNamespace) async throws -> MetadataNamespace {
        throw refusal(name)
    }
    func deleteNamespace(_ name: String) async throws { throw refusal(name) }
}

/// Properties.
extension ReadOnlyMetadata {
    func properties(in namespace: String) async throws -> [MetadataProperty] {
        try await base.properties(in: namespace)
    }
    func property(_ name: String, in namespace: String) async throws -> MetadataProperty {
        try await base.property(name, in: namespace)
    }
    func createProperty(_ property: MetadataProperty, in namespace: String) async throws -> MetadataProperty {
        throw refusal(namespace)
    }
    func replaceProperty(
        _ name: String, with property: MetadataProperty, in namespace: String
    ) async throws -> MetadataProperty {
        throw refusal(namespace)
    }
    func deleteProperty(_ name: String, in namespace: String) async throws { throw refusal(namespace) }
    func deleteAllProperties(in namespace: String) async throws { throw refusal(namespace) }
}

/// Objects.
extension ReadOnlyMetadata {
    func objects(in namespace: String) async throws -> [MetadataObject] { try await base.objects(in: namespace) }
    func object(_ name: String, in namespace: String) async throws -> MetadataObject {
        try await base.object(name, in: namespace)
    }
    func createObject(_ object: MetadataObject, in namespace: String) async throws -> MetadataObject {
        throw refusal(namespace)
    }
    func replaceObject(
        _ name: String, with object: MetadataObject, in namespace: String
    ) async throws -> MetadataObject {
        throw refusal(namespace)
    }
    func deleteObject(_ name: String, in namespace: String) async throws { throw refusal(namespace) }
    func deleteAllObjects(in namespace: String) async throws { throw refusal(namespace) }
}

/// Tags.
extension ReadOnlyMetadata {
    func tags(in namespace: String) async throws -> [MetadataTag] { try await base.tags(in: namespace) }
    func tag(_ name: String, in namespace: String) async throws -> MetadataTag {
        try await base.tag(name, in: namespace)
    }
    func createTag(_ name: String, in namespace: String) async throws -> MetadataTag { throw refusal(namespace) }
    func createTags(
        _ names: [String], in namespace: String, keepingOthers: Bool
    ) async throws -> [MetadataTag] {
        throw refusal(namespace)
    }
    func renameTag(_ name: String, to newName: String, in namespace: String) async throws -> MetadataTag {
        throw refusal(namespace)
    }
    func deleteTag(_ name: String, in namespace: String) async throws { throw refusal(namespace) }
    func deleteAllTags(in namespace: String) async throws { throw refusal(namespace) }
}

/// Resource types.
extension ReadOnlyMetadata {
    func resourceTypes() async throws -> [String] { try await base.resourceTypes() }
    func associations(of namespace: String) async throws -> [ResourceTypeAssociation] {
        try await base.associations(of: namespace)
    }
    func associate(
        _ association: ResourceTypeAssociation, with namespace: String
    ) async throws -> ResourceTypeAssociation {
        throw refusal(namespace)
    }
    func dissociate(_ resourceType: String, from namespace: String) async throws { throw refusal(namespace) }
}
