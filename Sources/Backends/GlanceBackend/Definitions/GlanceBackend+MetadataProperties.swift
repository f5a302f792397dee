public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Properties in a namespace.
extension GlanceBackend {
    public func properties(in namespace: String) async throws -> [MetadataProperty] {
        let place = DefinitionPlace(namespace, .properties)
        // Unlike every other list, it is an object.
        guard let found = try await definition(at: place).json()["properties"]?.object else { throw unreadable(place) }
        return MetadataRecord.properties(found)
    }

    public func property(_ name: String, in namespace: String) async throws -> MetadataProperty {
        let place = DefinitionPlace(namespace, .properties, name)
        let json = try await definition(at: place).json()
        // Its own name: some services find 'Size' by 'size'.
        guard let property = MetadataRecord.property(json["name"]?.string ?? name, json) else {
            throw unreadable(place)
        }
        return property
    }

    public func createProperty(
        _ property: MetadataProperty, in namespace: String
    ) async throws -> MetadataProperty {
        let place = DefinitionPlace(namespace, .properties, property.name)
        return try await write(
            .post, try MetadataBody.property(property), at: place,
            to: DefinitionPlace(namespace, .properties).path, "creating \(place.words)",
            read: { MetadataRecord.property(property.name, $0) },
            look: { try await self.ifPresent { try await self.property(property.name, in: namespace) } })
    }

    public func replaceProperty(
        _ name: String, with property: MetadataProperty, in namespace: String
    ) async throws -> MetadataProperty {
        let place = DefinitionPlace(namespace, .properties, name)
        let newPlace = DefinitionPlace(namespace, .properties, property.name)
        return try await write(
            .put, try MetadataBody.property(property), at: place, renamedTo: newPlace, "changing \(place.words)",
            read: { MetadataRecord.property(property.name, $0) },
            look: {
                let found = try await self.renamed(name, to: newPlace, \.name) {
                    try await self.property($0, in: namespace)
                }
                return found == property ? found : nil
            })
    }

    public func deleteProperty(_ name: String, in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .properties, name)) {
            try await self.ifPresent { try await self.property(name, in: namespace) } == nil
        }
    }

    public func deleteAllProperties(in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .properties)) {
            try await self.properties(in: namespace).isEmpty
        }
    }
}
