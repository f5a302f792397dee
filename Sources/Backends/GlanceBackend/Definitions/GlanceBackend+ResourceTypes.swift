public import BackendKit
internal import HTTPTransport
internal import JSONText
internal import OpenStack

/// The types of resources that namespaces are for.
extension GlanceBackend {
    public func resourceTypes() async throws -> [String] {
        let response = try await ask(ServiceRequest(.get, ["metadefs", "resource_types"])) { fault in
            fault.status == 404
                ? self.missing("metadata definitions", fault) : self.refusal(fault, "listing the resource types")
        }
        return readable(try response.items("resource_types"), "resource type") { $0["name"]?.string }
    }

    public func associations(of namespace: String) async throws -> [ResourceTypeAssociation] {
        let found = try await definition(at: DefinitionPlace(namespace, .resourceTypes))
            .items("resource_type_associations")
        return readable(found, "resource type", MetadataRecord.association)
    }

    public func associate(
        _ association: ResourceTypeAssociation, with namespace: String
    ) async throws -> ResourceTypeAssociation {
        let place = DefinitionPlace(namespace, .resourceTypes, association.resourceType)
        return try await write(
            .post, MetadataBody.association(association), at: place,
            to: DefinitionPlace(namespace, .resourceTypes).path, "associating \(place.words)",
            read: MetadataRecord.association,
            look: {
                try await self.associations(of: namespace)
                    .first { $0.resourceType.hasSameBytes(as: association.resourceType) }
            })
    }

    public func dissociate(_ resourceType: String, from namespace: String) async throws {
        try await delete(DefinitionPlace(namespace, .resourceTypes, resourceType)) {
            try await !self.associations(of: namespace).contains { $0.resourceType.hasSameBytes(as: resourceType) }
        }
    }
}
