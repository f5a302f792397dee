public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// Objects in a namespace.
extension GlanceBackend {
    public func objects(in namespace: String) async throws -> [MetadataObject] {
        let found = try await definition(at: DefinitionPlace(namespace, .objects)).items("objects")
        return readable(found, "object", MetadataRecord.object)
    }

    public func object(_ name: String, in namespace: String) async throws -> MetadataObject {
        let place = DefinitionPlace(namespace, .objects, name)
        guard let object = MetadataRecord.object(try await definition(at: place).json()) else {
            throw unreadable(place)
        }
        return object
    }

    public func createObject(_ object: MetadataObject, in namespace: String) async throws -> MetadataObject {
        let place = DefinitionPlace(namespace, .objects, object.name)
        return try await write(
            .post, try MetadataBody.object(object), at: place, to: DefinitionPlace(namespace, .objects).path,
            "creating \(place.words)", read: MetadataRecord.object,
            look: { try await self.ifPresent { try await self.object(object.name, in: namespace) } })
    }

    public func replaceObject(
        _ name: String, with object: MetadataObject, in namespace: String
    ) async throws -> MetadataObject {
        let place = DefinitionPlace(namespace, .objects, name)
        let newPlace = DefinitionPlace(namespace, .objects, object.name)
        return try await write(
            .put, try MetadataBody.object(object), at: place, renamedTo: newPlace, "changing \(place.words)",
            read: MetadataRecord.object,
            look: {
                let found = try await self.renamed(name, to: newPlace, \.name) {
                    try await self.object($0, in: namespace)
                }
                let isDone =
                    found?.about == object.about && (found?.required ?? []) == (object.required ?? [])
                    && (found?.properties ?? []) == (object.properties ?? [])
                return isDone ? found : nil
            })
    }

    public func deleteObject(_ name: String, in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .objects, name)) {
            try await self.ifPresent { try await self.object(name, in: namespace) } == nil
        }
    }

    public func deleteAllObjects(in namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .objects)) { try await self.objects(in: namespace).isEmpty }
    }
}
